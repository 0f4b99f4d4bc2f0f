using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Health;

/// <summary>A line for each backend that goes up or down, is taken out or stopped, and why.</summary>
internal sealed partial class HealthLog(ILogger<HealthLog> log)
{
    public void Tell(IEnumerable<BackendHealth> news)
    {
        foreach (var (target, state, reason, _) in news)
        {
            var backend = target.IsIpv6 ? target.Name + " (IPv6)" : target.Name;
            var health = state.ToString().ToLowerInvariant();
            if (state == HealthState.Down)
                LogDown(log, backend, target.Set, health, reason);
            else if (reason is null)
                LogUp(log, backend, target.Set, health);
            else
                LogOther(log, backend, target.Set, health, reason);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Backend} of {Set} is {Health}: {Reason}")]
    private static partial void LogDown(ILogger log, string backend, string set, string health, string? reason);

    [LoggerMessage(LogLevel.Information, "{Backend} of {Set} is {Health}")]
    private static partial void LogUp(ILogger log, string backend, string set, string health);

    [LoggerMessage(LogLevel.Information, "{Backend} of {Set} is {Health}: {Reason}")]
    private static partial void LogOther(ILogger log, string backend, string set, string health, string reason);
}
