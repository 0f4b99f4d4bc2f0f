using System.Collections.Immutable;
using System.Net;

namespace Ilb.Model.Desired;

/// <summary>What connects a virtual network to its sites.</summary>
/// <param name="Address">Inside, in the gateway subnet; given when it was made.</param>
/// <param name="PublicAddress">Outside, of the public pool; given when it was made.</param>
/// <param name="Type">StaticRouting or DynamicRouting, as it was asked for.</param>
/// <param name="Size">As it was asked for.</param>
/// <param name="Node">The node it runs on, chosen by the control plane; 1 on a single machine.</param>
/// <param name="Restarts">Grows with every reset the operator asks for.</param>
/// <param name="Connections">One for each site that its network names.</param>
public sealed record Gateway(
    IPAddress Address,
    IPAddress PublicAddress,
    string Type,
    string Size,
    int Node,
    DateTimeOffset Created,
    int Restarts,
    ImmutableArray<SiteConnection> Connections)
{
    public SiteConnection? Connection(string? site) => Connections.FirstOrDefault(c => Named.Same(c.Site, site));

    public Gateway Put(SiteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return this with { Connections = Connections.Put(connection, c => Named.Same(c.Site, connection.Site)) };
    }

    public override string ToString() => $"{Address} at {PublicAddress}";
}
