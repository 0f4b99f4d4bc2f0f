using System.Net;

namespace Ilb.Model.Snapshots;

/// <summary>A member of a set.</summary>
/// <param name="Slot">The backend's slot, unique over all sets.</param>
/// <param name="Name">Stable name, the seed of its places in the Maglev table: "MyWebsite1/web1/intwebep".</param>
/// <param name="Port">Slot index of its machine's port.</param>
/// <param name="Weight">Share of new flows relative to the others, in hundredths of what its operator calls weight; 0: none.</param>
public sealed record BackendEntry(
    Slot Slot,
    string Name,
    uint Port,
    IPAddress Address,
    ushort LocalPort,
    BackendState State,
    int Weight)
{
    /// <summary>It takes new flows only while no other member can.</summary>
    public bool IsBackup { get; init; }

    /// <summary>It is down only since it went down too often: it answers its probe.</summary>
    public bool IsDamped { get; init; }

    /// <summary>It took new flows when the set last had somebody who was up; known of sets that go on with those.</summary>
    public bool TookLast { get; init; }
}
