using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;

namespace Ilb.Model.Commands;

/// <summary>The names that the operator of the installation offers, in the order in which they are shown.</summary>
/// <param name="Sizes">Instance sizes such as "Small".</param>
public sealed record Catalogue(ImmutableArray<string> Locations, ImmutableArray<string> Images, ImmutableArray<string> Sizes)
{
    /// <summary>Where cloud services outside virtual networks get their addresses from.</summary>
    public Ipv4Prefix PrivateSpace { get; init; } = PrivateNetwork.Default;

    /// <summary>Where public VIPs come from.</summary>
    public Ipv4Prefix PublicSpace { get; init; } = PublicNetwork.Default;

    public string? Location(string? name) => Locations.FirstOrDefault(l => Named.Same(l, name));

    public string? Image(string? name) => Images.FirstOrDefault(i => Named.Same(i, name));

    public string? Size(string? name) => Sizes.FirstOrDefault(s => Named.Same(s, name));
}
