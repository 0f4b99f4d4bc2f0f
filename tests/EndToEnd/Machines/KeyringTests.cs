using System.Diagnostics;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>A session keyring is inherited by every child, whatever its namespaces: keys in it would be the machine's to read.</summary>
public sealed class KeyringTests
{
    private const string Tell = "import ctypes; print('keyring', ctypes.CDLL(None).syscall(250, 0, -3, 1))";

    private const string Images = $$"""
        {"images": [{"name": "keys", "command": "python3", "arguments": ["-uc", "{{Tell}}; import time; time.sleep(1000)"]}]}
        """;

    [Fact]
    public async Task Machines_and_commands_in_them_have_session_keyrings_of_their_own()
    {
        await using var host = new TestHost(Images);
        host.Start();
        host.Want(TestHost.Machine(1, "web1", "keys"), TestHost.Machine(2, "web2", "keys"));
        await host.RunsAsync(1, 2);
        await Eventually.TrueAsync(() => host.Log("web1").Contains("keyring") && host.Log("web2").Contains("keyring"), "both tell theirs");

        var entered = (await host.ExecuteAsync("web1", "python3", "-c", Tell)).Output;

        string[] all = [await OutsideAsync(), host.Log("web1"), host.Log("web2"), entered];
        all.Should().OnlyContain(line => line.StartsWith("keyring ", StringComparison.Ordinal)).And.OnlyHaveUniqueItems();
    }

    private static async Task<string> OutsideAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", Tell]) { RedirectStandardOutput = true })!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}
