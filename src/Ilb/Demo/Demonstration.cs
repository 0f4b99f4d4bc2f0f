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
        Console.WriteLine($"\n{Line("what", "promised", "seen")}\n{new string('─', 118)}");
        await foreach (var finding in FindingsAsync(_world!, cancellation))
        {
            good &= finding.Good;
            Console.WriteLine($"{Line(finding.What, finding.Promised, finding.Seen)} {(finding.Good ? "ok" : "FAILED")}");
        }

        AnsiConsole.MarkupLineInterpolated($"\n{(good ? "All as promised" : "NOT as promised")}, after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s.");
        return good;
    }

    /// <summary>Leaves everything running and says how to play with it.</summary>
    public void Keep(string hostNamespace)
    {
        _kept = true;
        var ilb = $"nsenter --net={hostNamespace} {Environment.ProcessPath}";
        var data = $"--data {_installation.DataDirectory}";
        Console.WriteLine(
            $"""

            It goes on. The demo's host is the namespace {hostNamespace}; try:
              {ilb} status {data}
              {ilb} exec client1 {data} -- curl -s http://{_world!.Vip}
              {ilb} forward 8080 {_world.Vip} {data}      # then: nsenter --net={hostNamespace} curl http://127.0.0.1:8080
              {ilb} shell {data}
            and remove it:
              kill {_server!.Id}; tail --pid={_server.Id} -f /dev/null; {ilb} down {data} && rm -r {_installation.DataDirectory}; ip netns del {Path.GetFileName(hostNamespace)}
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

    private static string Line(string what, string promised, string seen) => $"{what,-42}{promised,-31}{seen,-42}";

    private async Task StartAsync(CancellationToken cancellation)
    {
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");
        var script = Path.Combine(samples, "virtual-network.ps1");
        AnsiConsole.MarkupLineInterpolated($"[bold]ilb serve --data {_installation.DataDirectory}[/]");
        _server = ChildProcess.Start(["serve", "--data", _installation.DataDirectory]);
        Console.WriteLine(await _server.FirstLineAsync(cancellation));
        AnsiConsole.MarkupLineInterpolated($"[bold]ilb shell {Path.GetRelativePath(Environment.CurrentDirectory, script)}[/]");
        await ChildProcess.RunAsync(["shell", "--data", _installation.DataDirectory, script], Console.WriteLine, cancellation);
        _world = await ServedWorld.OpenAsync(_installation, cancellation);
    }
}
