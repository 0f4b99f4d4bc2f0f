using System.Diagnostics;
using System.Net;
using Ilb.Demo.Steps;
using Spectre.Console;

namespace Ilb.Demo;

/// <summary>The announcement's virtual-network scenario, with real traffic.</summary>
internal sealed class Demonstration : IShow
{
    private IPEndPoint? _vip;

    public async Task<int> RunAsync(TemporaryInstallation place, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        using var world = await StartAsync(place, cancellation);
        _vip = world.Vip;
        var good = true;
        Console.WriteLine($"\n{Line("", "what", "promised", "seen")}\n{new string('─', 118)}");
        await foreach (var finding in FindingsAsync(world, cancellation))
        {
            good &= finding.Good;
            Console.WriteLine(Line(finding.Good ? "ok" : "FAILED", finding.What, finding.Promised, finding.Seen));
        }

        AnsiConsole.MarkupLineInterpolated($"\n{(good ? "All as promised" : "NOT as promised")}, after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s.");
        return good ? 0 : 1;
    }

    public IEnumerable<string> Commands =>
    [
        $"ilb exec client1 -- curl -s http://{_vip}",
        $"ilb forward 8080 {_vip} & sleep 2; curl -s http://127.0.0.1:8080; kill %1",
    ];

    private static async IAsyncEnumerable<Finding> FindingsAsync(
        ServedWorld world, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var step in new[] { Spread.RunAsync, OperatorStop.RunAsync, Isolation.RunAsync, Silence.RunAsync })
            await foreach (var finding in step(world, cancellation))
                yield return finding;
    }

    private static string Line(string mark, string what, string promised, string seen) => $"{mark,-8}{what,-42}{promised,-31}{seen}";

    private static async Task<ServedWorld> StartAsync(TemporaryInstallation place, CancellationToken cancellation)
    {
        var script = Samples.Find("virtual-network")!;
        await place.ServeAsync(cancellation);
        AnsiConsole.MarkupLineInterpolated($"[bold]ilb shell {Samples.Shown(script)}[/]");
        // Warnings go to standard error and belong to what the script says.
        await ChildProcess.RunAsync(["shell", "--data", place.Data, script], cancellation, Console.WriteLine, Console.Error.WriteLine);
        return await ServedWorld.OpenAsync(place.Installation, cancellation);
    }
}
