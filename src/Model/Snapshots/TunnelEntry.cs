using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;

namespace Ilb.Model.Snapshots;

/// <summary>A tunnel from a gateway to one site.</summary>
/// <param name="Site">Name of the local network site; unique within the gateway.</param>
/// <param name="Peer">The site's own gateway, outside.</param>
/// <param name="Prefixes">Of the site; no other source may come through the tunnel.</param>
/// <param name="IsConnected">As the operator wants it; false takes it down.</param>
public sealed record TunnelEntry(
    string Site,
    IPAddress Peer,
    ImmutableArray<Ipv4Prefix> Prefixes,
    IpsecPolicy Policy,
    bool IsConnected)
{
    /// <summary>Of other sites, which this one and they reach each other through the gateway.</summary>
    public ImmutableArray<Ipv4Prefix> TransitPrefixes { get; init; } = [];

    /// <summary>1 to 128 ASCII letters and digits; a secret, and so not in <see cref="ToString"/>.</summary>
    public required string SharedKey { get; init; }

    public override string ToString() => $"{Site} {Peer}";
}
