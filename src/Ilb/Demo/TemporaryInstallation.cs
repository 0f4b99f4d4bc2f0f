using Ilb.Agent;
using Spectre.Console;

namespace Ilb.Demo;

/// <summary>An `ilb serve` of the demo's own with a temporary data folder; both go with it, and all it made, unless kept.</summary>
/// <param name="host">Path of the namespace that stands for its host.</param>
internal sealed class TemporaryInstallation(string host) : IAsyncDisposable
{
    private bool _kept;
    private ChildProcess? _server;
    private OutsideNamespace? _outside;

    public Installation Installation { get; } = new(Directory.CreateTempSubdirectory("ilb-demo-").FullName);

    public string Data => Installation.DataDirectory;

    /// <summary>Makes a place outside, from which public endpoints can be reached once it is served.</summary>
    public void MakeOutside() => _outside = new OutsideNamespace(host);

    /// <summary>Starts `ilb serve` and waits until it is ready.</summary>
    public async Task ServeAsync(CancellationToken cancellation)
    {
        string[] command = ["serve", "--data", Data, .. _outside is null ? Array.Empty<string>() : ["--uplink", _outside.Path]];
        AnsiConsole.MarkupLineInterpolated($"[bold]ilb {string.Join(' ', command)}[/]");
        _server = ChildProcess.Start(command);
        Console.WriteLine(await _server.FirstLineAsync(cancellation));
    }

    /// <summary>Leaves everything running and says how to play with it.</summary>
    public void Keep(IShow shown)
    {
        _kept = true;
        string[] lines = ["ilb status", .. shown.Commands, "ilb shell"];
        Console.WriteLine(
            $"""

            It goes on. A shell in the namespace that stands for the demo's host:
              export ILB_DATA={Data} PATH=$PATH:{AppContext.BaseDirectory.TrimEnd('/')}
              nsenter --net={host}
            In it, try:
            {string.Join('\n', lines.Select(line => "  " + line))}
            and remove it:
              kill {_server!.Id}; tail --pid={_server.Id} -f /dev/null; ilb down && rm -r $ILB_DATA; ip netns del {Path.GetFileName(host)}{(_outside is null ? "" : $"; {Remove(Path.GetFileName(_outside.Path))}")}
            """);
    }

    /// <summary>The commands that do what <see cref="OutsideNamespace.Dispose"/> does.</summary>
    private static string Remove(string outside) => $"ip netns pids {outside} | xargs -r kill -9; ip netns del {outside}";

    public async ValueTask DisposeAsync()
    {
        if (_kept)
            return;
        _server?.Dispose();
        await TearDown.RunAsync(Installation);
        _outside?.Dispose();
        Directory.Delete(Data, recursive: true);
    }
}
