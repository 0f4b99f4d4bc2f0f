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

        string[] all = [await RunAsync(Tell), host.Log("web1"), host.Log("web2"), entered];
        all.Should().OnlyContain(line => line.StartsWith("keyring ", StringComparison.Ordinal)).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Command_does_not_get_the_session_keyring_of_whoever_runs_it()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);
        var enter = host.Shell.Enter("web1", ["python3", "-c", Tell]);

        // As a login does: a keyring made for this session, which children inherit.
        var joinAndRun = $"import os, sys, ctypes; ctypes.CDLL(None).syscall(250, 1, 0); {Tell}; sys.stdout.flush(); os.execv(sys.argv[1], sys.argv[1:])";
        var told = await RunAsync([joinAndRun, enter.FileName, .. enter.ArgumentList]);

        told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2).And.OnlyHaveUniqueItems();
    }

    private static async Task<string> RunAsync(params IEnumerable<string> python)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", .. python]) { RedirectStandardOutput = true })!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}
