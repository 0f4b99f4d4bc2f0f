using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;

namespace Ilb.Model.Snapshots;

/// <summary>A machine: one port with one address in a network.</summary>
/// <param name="Port">The port's slot, unique over all networks.</param>
/// <param name="Node">The node it runs on; 1 on a single machine.</param>
/// <param name="Network">Slot index of its network.</param>
/// <param name="Subnet">The subnet that <paramref name="Address"/> lies in.</param>
/// <param name="Endpoints">What it serves, for the responder and for "endpoints file" in the machine.</param>
public sealed record MachineEntry(
    Slot Port,
    Guid Subscription,
    string CloudService,
    string Name,
    int Node,
    uint Network,
    IPAddress Address,
    Ipv4Prefix Subnet,
    MachinePower Power,
    string Image,
    string Size,
    ImmutableArray<MachineEndpoint> Endpoints)
{
    /// <summary>Null in a network without IPv6.</summary>
    public IPAddress? Ipv6Address { get; init; }

    public IEnumerable<IPAddress> Addresses => Ipv6Address is null ? [Address] : [Address, Ipv6Address];

    /// <summary>Grows with every restart that the operator asks for: the process of a lower number must be replaced.</summary>
    public int Restarts { get; init; }

    /// <summary>While stopped the port stays.</summary>
    public bool StayProvisioned { get; init; }

    /// <summary>What the machine calls itself; the name unless the request gave another.</summary>
    public string HostName { get; init; } = Name;

    /// <summary>Name servers of its network, in order; empty: the machine has no name resolution beyond itself.</summary>
    public ImmutableArray<IPAddress> DnsServers { get; init; } = [];

    /// <summary>What an instance of a role runs; the image is a mere name then.</summary>
    public RoleProgram? Program { get; init; }

    /// <summary>What the machine is told beside its endpoints.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its port leads to what its operator attaches it to; there is no process to be kept.</summary>
    public bool IsAttached { get; init; }

    /// <summary>Null: to nothing yet.</summary>
    public Binding? Binding { get; init; }

    /// <summary>Unique within a node and readable: "MyWebsite1/web1".</summary>
    public string FullName => $"{CloudService}/{Name}";

    public override string ToString() => $"{FullName} {Address} port {Port}";
}
