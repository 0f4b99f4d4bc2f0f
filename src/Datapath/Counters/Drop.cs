using Ilb.Model.Snapshots;

namespace Ilb.Datapath.Counters;

/// <summary>Packets of an endpoint that did not arrive.</summary>
/// <param name="Backend">Of whose flow they were, or whose machine called its own set; index 0 where none was chosen yet.</param>
public sealed record Drop(Slot Frontend, Slot Backend, string Verdict, bool IsToClient, ulong Packets);
