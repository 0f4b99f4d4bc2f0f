using System.Text.Json;
using Ilb.Client;
using Ilb.ControlPlane.Status;

namespace Ilb.Watching;

/// <summary>Looks at the status once a second and tells what changed; goes on when a service that went away is back.</summary>
internal sealed class Watch(ServiceManagementClient client, TimeProvider time, Action<WatchEvent> tell)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private bool _isAway;

    /// <summary>Until it is cancelled.</summary>
    /// <exception cref="ServiceManagementException">The service does not answer the first time.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var known = await LookAsync(cancellation);
        tell(new WatchEvent(time.GetUtcNow(), "watching", known.Verdict) { Revision = known.Applied });
        if (known.Verdicts.Count == 0)
            tell(new WatchEvent(time.GetUtcNow(), "watching", "drops are counted per node: only its operator, the first subscription, sees them"));
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (await TryLookAsync(cancellation) is not { } seen)
                continue;
            foreach (var happened in Differences.Between(known, seen, time.GetUtcNow()))
                tell(happened);
            // An agent that is not there yet counts nothing; what it counted meanwhile is told when it is.
            known = seen.Verdicts.Count > 0 ? seen : seen with { Verdicts = known.Verdicts };
        }
    }

    private async Task<StatusReport?> TryLookAsync(CancellationToken cancellation)
    {
        try
        {
            var seen = await LookAsync(cancellation);
            if (_isAway)
                tell(new WatchEvent(time.GetUtcNow(), "service", "the service answers again") { Status = "back" });
            _isAway = false;
            return seen;
        }
        catch (ServiceManagementException problem)
        {
            if (!_isAway)
                tell(new WatchEvent(time.GetUtcNow(), "service", $"no answer, asking on: {problem.Message}") { Status = "away" });
            _isAway = true;
            return null;
        }
    }

    private async Task<StatusReport> LookAsync(CancellationToken cancellation) =>
        JsonSerializer.Deserialize<StatusReport>(await client.GetJsonAsync("status", cancellation), JsonSerializerOptions.Web)!;
}
