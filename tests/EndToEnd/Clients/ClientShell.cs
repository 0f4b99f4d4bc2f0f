using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Clients;

/// <summary>A shell that knows Microsoft's classic clients, as `./dev test` installed them, with a home folder of its own.</summary>
internal sealed class ClientShell(ServedInstallation served) : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("ilb-clients-");

    /// <summary>Runs lines of a shell until the first that fails; each, and what it wrote.</summary>
    public async Task<string> RunAsync(string lines)
    {
        var (code, output) = await TryAsync($"set -x\n{lines}");
        return code == 0 ? output : throw new InvalidOperationException($"It ended with {code}:\n{output}");
    }

    public Task<(int Code, string Output)> TryAsync(string lines) =>
        IlbProgram.RunUnderAsync("env", [.. Variables(), "bash", "-euo", "pipefail", "-c", lines]);

    /// <summary>Makes what documentation says fit for this installation.</summary>
    public string Here(string lines) => lines
        .Replace("https://127.0.0.1:8443", served.Endpoint.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("/var/lib/ilb", served.Installation.DataDirectory, StringComparison.Ordinal);

    public void Dispose() => _home.Delete(recursive: true);

    /// <summary>Where `./dev test` leaves what npm installs, beside a file that says it is whole.</summary>
    private static string Modules => Path.Combine(Path.GetDirectoryName(IlbProgram.Source("artifacts/clients/.installed"))!, "node_modules");

    private IEnumerable<string> Variables() =>
    [
        $"HOME={_home.FullName}",
        $"PATH={Modules}/.bin:{Path.GetDirectoryName(IlbProgram.Path)}:{Environment.GetEnvironmentVariable("PATH")}",
        $"NODE_PATH={Modules}",
        $"NODE_OPTIONS=--require={IlbProgram.Source("tests/EndToEnd/Clients/quick-polls.js")}",
        "NODE_NO_WARNINGS=1",
        "AZURE_NON_INTERACTIVE_MODE=1",
        $"NODE_EXTRA_CA_CERTS={Path.Combine(served.Installation.DataDirectory, "server.crt")}",
        $"ILB_DATA={served.Installation.DataDirectory}",
    ];
}
