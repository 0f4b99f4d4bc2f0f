using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ilb.Demo.Steps;

/// <summary>web2 closes its sockets for 45 s: its probe finds out within the promised time, and traffic comes back afterwards.</summary>
internal static class Silence
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(45);

    public static async IAsyncEnumerable<Finding> RunAsync(
        ServedWorld world, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var load = Load.Start(world.Client, world.Vip, cancellation);
        await world.SilenceAsync("web2", Duration, cancellation);
        var silent = Stopwatch.GetTimestamp();
        await world.WaitUntilAsync("web2", up: false, cancellation);
        var down = Stopwatch.GetTimestamp();
        var promised = world.FoundDownWithin;
        var took = Stopwatch.GetElapsedTime(silent, down);
        yield return new Finding(
            "web2 silent, found by its probe", $"within {promised.TotalSeconds:0} s", $"{took.TotalSeconds:0.0} s", took <= promised + TimeSpan.FromSeconds(1));
        var before = load.Before(down);
        yield return new Finding(
            "    requests failed before that",
            "those that chose web2",
            $"{before.Count(r => r.Failure is not null)} of {before.Count}",
            before.Any(r => r.Failure is not null));

        await world.WaitUntilAsync("web2", up: true, cancellation);
        var up = Stopwatch.GetTimestamp();
        while (load.Since(up).All(r => r.Machine != "web2") && Stopwatch.GetElapsedTime(up) < TimeSpan.FromSeconds(5))
            await Task.Delay(100, cancellation);
        var after = load.Since(down);
        yield return new Finding(
            "    and after it",
            "none",
            $"{after.Count(r => r.Failure is not null)} of {after.Count}",
            after.Count > 0 && after.All(r => r.Failure is null));
        yield return new Finding(
            "    web2 speaks again",
            "traffic comes back",
            $"{load.Since(up).Count(r => r.Machine == "web2")} answered, {Stopwatch.GetElapsedTime(silent, up).TotalSeconds:0.0} s after it fell silent",
            load.Since(up).Any(r => r.Machine == "web2"));
    }
}
