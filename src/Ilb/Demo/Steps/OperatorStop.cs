using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ilb.Demo.Steps;

/// <summary>The operator stops web1 while requests go on, then starts it again.</summary>
internal static class OperatorStop
{
    public static async IAsyncEnumerable<Finding> RunAsync(
        ServedWorld world, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var load = Load.Start(world.Client, world.Vip, cancellation);
        var begun = Stopwatch.GetTimestamp();
        await world.ShellAsync("Stop-AzureVM -ServiceName MyWebsite1 -Name web1 -StayProvisioned -Force", cancellation);
        var stopped = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        var during = load.Since(begun);
        var after = load.Since(stopped);
        yield return new Finding(
            "web1 stopped by its operator",
            "0 failed",
            $"{during.Count(r => r.Failure is not null)} of {during.Count} failed",
            during.Count > 0 && during.All(r => r.Failure is null));
        yield return new Finding(
            "    answered by web1 once stopped",
            "none",
            $"{after.Count(r => r.Machine == "web1")} of {after.Count}",
            after.Count > 0 && after.All(r => r.Machine != "web1"));

        await world.ShellAsync("Start-AzureVM -ServiceName MyWebsite1 -Name web1", cancellation);
        await world.WaitUntilAsync("web1", up: true, cancellation);
        var back = Stopwatch.GetTimestamp();
        while (load.Since(back).All(r => r.Machine != "web1") && Stopwatch.GetElapsedTime(back) < TimeSpan.FromSeconds(5))
            await Task.Delay(100, cancellation);
        var failed = load.Since(begun).Count(r => r.Failure is not null);
        yield return new Finding(
            "    web1 started again",
            "traffic comes back, 0 failed",
            $"{load.Since(back).Count(r => r.Machine == "web1")} answered by web1, {failed} failed",
            load.Since(back).Any(r => r.Machine == "web1") && failed == 0);
    }
}
