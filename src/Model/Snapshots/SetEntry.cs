using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;

namespace Ilb.Model.Snapshots;

/// <summary>A load-balanced set (or a single endpoint on a VIP): one frontend of the data plane and its backends.</summary>
/// <param name="Frontend">The frontend's slot.</param>
/// <param name="Name">"MyWebsite1/intwebeplb", for status and logs.</param>
/// <param name="TableSize">Prime size of the Maglev table; desired state, only grows.</param>
/// <param name="IdleTimeout">After which a silent flow is forgotten; of TCP 4 to 30 minutes in the API.</param>
/// <param name="FloatingIp">Direct server return: the packet keeps the VIP as destination.</param>
public sealed record SetEntry(
    Slot Frontend,
    uint Network,
    IPAddress Address,
    Protocol Protocol,
    ushort PublicPort,
    string Name,
    uint TableSize,
    Distribution Distribution,
    TimeSpan IdleTimeout,
    bool FloatingIp,
    ProbeEntry? Probe,
    ImmutableArray<BackendEntry> Backends)
{
    /// <summary>Of its machines: <see cref="Network"/>, unless it is public, at an address outside.</summary>
    public uint BackendNetwork { get; init; } = Network;

    /// <summary>Null: everybody in the network may call it.</summary>
    public AclEntry? Acl { get; init; }

    /// <summary>Its VIP moved away: connections go on, new ones are refused.</summary>
    public bool IsRetired { get; init; }

    /// <summary>A member may call the set: another member sees its address, itself sees the VIP's.</summary>
    public bool Loopback { get; init; }

    /// <summary>Both sides of a TCP connection that is silent for too long are reset.</summary>
    public bool ResetsIdle { get; init; }

    public AllDown WhenAllDown { get; init; }

    /// <summary>So long after its last new flow a client stays with its backend; zero: hashes alone decide.</summary>
    public TimeSpan Affinity { get; init; }

    /// <summary>Who takes new flows, of those that have a weight: the first of these lists that is not empty.</summary>
    public IReadOnlyList<BackendEntry> Takers()
    {
        var weighing = Backends.Where(backend => backend.Weight > 0).ToList();
        return Any(weighing, backend => backend is { State: BackendState.Up, IsBackup: false })
            ?? Any(weighing, backend => backend.State == BackendState.Up)
            ?? Any(weighing, backend => backend is { State: BackendState.Down, IsDamped: true })
            ?? Any(weighing, backend => backend.State == BackendState.Down && TakesThoughDown(backend))
            ?? [];
    }

    private bool TakesThoughDown(BackendEntry backend) =>
        WhenAllDown == AllDown.AllMembers || (WhenAllDown == AllDown.LastGood && backend.TookLast);

    private static List<BackendEntry>? Any(List<BackendEntry> backends, Predicate<BackendEntry> which) =>
        backends.FindAll(which) is { Count: > 0 } found ? found : null;
}
