using Ilb.Agent;
using Spectre.Console;

namespace Ilb.Demo;

/// <summary>An `ilb serve` of the demo's own with a temporary data folder; both go with it, and all it made, unless kept.</summary>
internal sealed class TemporaryInstallation : IAsyncDisposable
{
    private bool _kept;
    private ChildProcess? _server;

    public Installation Installation { get; } = new(Directory.CreateTempSubdirectory("ilb-demo-").FullName);

    public string Data => Installation.DataDirectory;

    /// <summary>Starts `ilb serve` and waits until it is ready.</summary>
    public async Task ServeAsync(CancellationToken cancellation)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]ilb serve --data {Data}[/]");
        _server = ChildProcess.Start(["serve", "--data", Data]);
        Console.WriteLine(await _server.FirstLineAsync(cancellation));
    }

    /// <summary>Leaves everything running and says how to play with it.</summary>
    public void Keep(string hostNamespace, IShow shown)
    {
        _kept = true;
        string[] lines = ["ilb status", .. shown.Commands, "ilb shell"];
        Console.WriteLine(
            $"""

            It goes on. A shell in the namespace that stands for the demo's host:
              export ILB_DATA={Data} PATH=$PATH:{AppContext.BaseDirectory.TrimEnd('/')}
              nsenter --net={hostNamespace}
            In it, try:
            {string.Join('\n', lines.Select(line => "  " + line))}
            and remove it:
              kill {_server!.Id}; tail --pid={_server.Id} -f /dev/null; ilb down && rm -r $ILB_DATA; ip netns del {Path.GetFileName(hostNamespace)}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        if (_kept)
            return;
        _server?.Dispose();
        await TearDown.RunAsync(Installation);
        Directory.Delete(Data, recursive: true);
    }
}
