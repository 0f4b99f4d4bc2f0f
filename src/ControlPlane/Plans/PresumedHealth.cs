using System.Collections.Immutable;
using Ilb.ControlPlane.Health;
using Ilb.Model.Desired;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Plans;

/// <summary>What a plan takes backends for: those that are judged stay so, new ones and those that are started anew answer their probes; pure.</summary>
internal static class PresumedHealth
{
    /// <param name="judged">Of the state in force.</param>
    /// <param name="planned">What it becomes.</param>
    public static ImmutableArray<BackendHealth> Of(ImmutableArray<BackendHealth> judged, DesiredState planned)
    {
        var known = judged.ToDictionary(backend => backend.Target.Backend);
        var places = judged.ToLookup(backend => backend.Target.Place);
        return [.. HealthTarget.Of(planned).OrderBy(target => target.Backend.Index).Select(Presume)];

        BackendHealth Presume(HealthTarget target)
        {
            // Another frontend asks the same of the same machine, as when a VIP moves.
            var before = known.GetValueOrDefault(target.Backend) ?? places[target.Place].FirstOrDefault();
            return before?.Target.Started == target.Started
                ? before with { Target = target, State = IsTakenOut(before) ? HealthState.Up : before.State }
                : new BackendHealth(target, target.Started ? HealthState.Up : HealthState.Stopped, null, []);
        }
    }

    /// <summary>Not seen behind its drain is whether it would answer its probes: it is taken for one that does.</summary>
    private static bool IsTakenOut(BackendHealth judged) => judged is { State: HealthState.Draining, Target: { Started: true, Drain: not null } };

    /// <summary>As it goes into a snapshot. A machine that stops has stopped; one that was draining before still is.</summary>
    /// <param name="now">Of deadlines.</param>
    public static EffectiveHealth ForSnapshot(ImmutableArray<BackendHealth> presumed, DateTimeOffset now) => new(
        presumed.ToImmutableDictionary(backend => backend.Target.Backend, backend => backend.State == HealthState.Up ? BackendState.Up : BackendState.Down),
        [.. presumed.Where(backend => backend.State == HealthState.Draining).Select(backend => backend.Target.Port)])
    {
        Damped = [.. presumed.Where(backend => backend.State == HealthState.Damped).Select(backend => backend.Target.Backend)],
        CutOff = [.. presumed.Where(backend => backend.Target.Drain?.CutOff <= now).Select(backend => backend.Target.Backend)],
    };
}
