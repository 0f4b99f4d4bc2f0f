using System.Net;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>A machine that gets packets for a VIP (floating IP) and does not have it as an address.</summary>
/// <param name="Port">The machine's port.</param>
public readonly record struct MissingVip(Slot Port, IPAddress Vip);
