using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>A packet that a machine might send.</summary>
/// <param name="Port">The machine's.</param>
/// <param name="Source">Port 0: of a new connection, from an ephemeral L4 port that no flow to there has.</param>
/// <param name="IsMidFlow">Of TCP one amid a connection, not one that opens it.</param>
public sealed record TraceQuery(Slot Port, IPEndPoint Source, IPEndPoint Destination, Protocol Protocol, bool IsMidFlow);
