using System.Diagnostics;
using Ilb.Agent;
using Ilb.Demo.Steps;
using Spectre.Console;

namespace Ilb.Demo;

/// <summary>The announcement's virtual-network scenario, with real traffic, from nothing to nothing.</summary>
internal sealed class Demonstration : IAsyncDisposable
{
    private readonly Installation _installation = new(Directory.CreateTempSubdirectory("ilb-demo-").FullName);
    private bool _kept;
    private ChildProcess? _server;
    private ServedWorld? _world;

    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        await StartAsync(cancellation);
        var good = true;
        Console.WriteLine($"\n{Line("", "what", "promised", "seen")}\n{new string('─', 118)}");
        await foreach (var finding in FindingsAsync(_world!, cancellation))
        {
            good &= finding.Good;
            Console.WriteLine(Line(finding.Good ? "ok" : "FAILED", finding.What, finding.Promised, finding.Seen));
        }

        AnsiConsole.MarkupLineInterpolated($"\n{(good ? "All as promised" : "NOT as promised")}, after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s.");
        return good;
    }

    /// <summary>Leaves everything running and says how to play with it.</summary>
    public void Keep(string hostNamespace)
    {
        _kept = true;
        Console.WriteLine(
            $"""

            It goes on. A shell in the namespace that stands for the demo's host:
              export ILB_DATA={_installation.DataDirectory} PATH=$PATH:{AppContext.BaseDirectory.TrimEnd('/')}
              nsenter --net={hostNamespace}
            In it, try:
              ilb status
              ilb exec client1 -- curl -s http://{_world!.Vip}
              ilb forward 8080 {_world.Vip} & sleep 2; curl -s http://127.0.0.1:8080; kill %1
              ilb shell
            and remove it:
              kill {_server!.Id}; tail --pid={_server.Id} -f /dev/null; ilb down && rm -r $ILB_DATA; ip netns del {Path.GetFileName(hostNamespace)}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        _world?.Dispose();
        if (_kept)
            return;
        _server?.Dispose();
        await TearDown.RunAsync(_installation);
        Directory.Delete(_installation.DataDirectory, recursive: true);
    }

    private static async IAsyncEnumerable<Finding> FindingsAsync(
        ServedWorld world, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var step in new[] { Spread.RunAsync, OperatorStop.RunAsync, Isolation.RunAsync, Silence.RunAsync })
            await foreach (var finding in step(world, cancellation))
                yield return finding;
    }

    private static string Line(string mark, string what, string promised, string seen) => $"{mark,-8}{what,-42}{promised,-31}{seen}";

    private async Task StartAsync(CancellationToken cancellation)
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");
        var script = Path.Combine(samples, "virtual-network.ps1");
        AnsiConsole.MarkupLineInterpolated($"[bold]ilb serve --data {_installation.DataDirectory}[/]");
        _server = ChildProcess.Start(["serve", "--data", _installation.DataDirectory]);
        Console.WriteLine(await _server.FirstLineAsync(cancellation));
        AnsiConsole.MarkupLineInterpolated($"[bold]ilb shell {Path.GetRelativePath(Environment.CurrentDirectory, script)}[/]");
        // Warnings go to standard error and belong to what the script says.
        await ChildProcess.RunAsync(
            ["shell", "--data", _installation.DataDirectory, script], cancellation, Console.WriteLine, Console.Error.WriteLine);
        _world = await ServedWorld.OpenAsync(_installation, cancellation);
    }
}
