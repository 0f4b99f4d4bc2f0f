using System.Collections.Immutable;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Projection;

/// <summary>What the health board judged, as far as it goes into the snapshot.</summary>
/// <param name="Backends">State per backend slot; a backend that is not in it is Down.</param>
/// <param name="Draining">Ports of machines whose operator stopped them and whose flows may still end.</param>
public sealed record EffectiveHealth(ImmutableDictionary<Slot, BackendState> Backends, ImmutableHashSet<Slot> Draining)
{
    /// <summary>Backends that their operator took out and whose connections had time to end until now.</summary>
    public ImmutableHashSet<Slot> CutOff { get; init; } = [];

    /// <summary>Backends that took flows when their sets last had one that was up, of sets that go on with those.</summary>
    public ImmutableHashSet<Slot> LastGood { get; init; } = [];

    /// <summary>Backends that answer their probes and are held back all the same, since they went down too often: Down in <see cref="Backends"/>.</summary>
    public ImmutableHashSet<Slot> Damped { get; init; } = [];

    /// <summary>In percent, of backends that are up and have less than all of their weight, since they came up only just now.</summary>
    public ImmutableDictionary<Slot, int> Shares { get; init; } = ImmutableDictionary<Slot, int>.Empty;

    public static EffectiveHealth Unknown { get; } = new(ImmutableDictionary<Slot, BackendState>.Empty, []);

    public BackendState Of(Slot backend) => Backends.GetValueOrDefault(backend, BackendState.Down);

    public override string ToString() => $"{Backends.Count(b => b.Value == BackendState.Up)} of {Backends.Count} backends up";
}
