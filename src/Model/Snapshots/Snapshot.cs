using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;

namespace Ilb.Model.Snapshots;

/// <summary>
/// Everything an agent needs to know, at one revision: desired state of all subscriptions with judged health mixed in.
/// Immutable; two snapshots of one revision are equal. Lists are ordered by slot index.
/// </summary>
public sealed record Snapshot(
    long Revision,
    ImmutableArray<NetworkEntry> Networks,
    ImmutableArray<MachineEntry> Machines,
    ImmutableArray<VipEntry> Vips,
    ImmutableArray<SetEntry> Sets)
{
    public static Snapshot Empty { get; } = new(0, [], [], [], []);

    public override string ToString() =>
        $"revision {Revision}: {Networks.Length} networks, {Machines.Length} machines, {Vips.Length} VIPs, {Sets.Length} sets";
}

/// <summary>An isolated address space: a virtual network. The slot's index is the network id of the data plane.</summary>
/// <param name="Mtu">Of every port in it, bytes, 1500 unless an underlay is smaller.</param>
public sealed record NetworkEntry(
    Slot Slot,
    Guid Subscription,
    string Name,
    ImmutableArray<Ipv4Prefix> AddressSpace,
    ImmutableArray<Ipv4Prefix> Subnets,
    int Mtu);

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
    /// <summary>Unique within a node and readable: "MyWebsite1/web1".</summary>
    public string FullName => $"{CloudService}/{Name}";

    public override string ToString() => $"{FullName} {Address} port {Port}";
}

/// <summary>What the operator wants of a machine.</summary>
public enum MachinePower
{
    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Still runs, takes no new flows; the control plane follows with Stopped.</summary>
    Draining,

    /// <summary>No process; the port stays when <c>StayProvisioned</c>, its address in either case.</summary>
    Stopped,
}

/// <summary>One endpoint as its machine sees it. Ports are 1 to 65535; ProbePort is null without a probe.</summary>
public sealed record MachineEndpoint(string Name, Protocol Protocol, ushort LocalPort, ushort? ProbePort, string? ProbePath);

/// <summary>The private address of an internal load balancer. It answers ping for its whole network.</summary>
public sealed record VipEntry(uint Network, IPAddress Address, string CloudService, string LoadBalancer);

/// <summary>A load-balanced set (or a single endpoint on a VIP): one frontend of the data plane and its backends.</summary>
/// <param name="Frontend">The frontend's slot.</param>
/// <param name="Name">"MyWebsite1/intwebeplb", for status and logs.</param>
/// <param name="TableSize">Prime size of the Maglev table; desired state, only grows.</param>
/// <param name="IdleTimeout">After which a silent flow is forgotten; 4 to 30 minutes in the API.</param>
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
    ImmutableArray<BackendEntry> Backends);

/// <summary>Which parts of a packet choose the backend (the API's LoadBalancerDistribution).</summary>
public enum Distribution
{
    /// <summary>Source and destination address and L4 port, protocol ("none").</summary>
    FiveTuple,

    /// <summary>Source and destination address, protocol ("sourceIPProtocol").</summary>
    SourceIpProtocol,

    /// <summary>Source and destination address ("sourceIP").</summary>
    SourceIp,
}

/// <summary>How the members of a set are probed. Port 1 to 65535.</summary>
/// <param name="HttpPath">Null for a TCP probe, else the path of a GET that must answer 200.</param>
public sealed record ProbeEntry(ushort Port, string? HttpPath, TimeSpan Interval, TimeSpan Timeout)
{
    /// <summary>Consecutive failures after which a backend is down: floor(timeout / interval), at least 1.</summary>
    public int FailuresToDown => Math.Max(1, (int)(Timeout / Interval));
}

/// <summary>A member of a set.</summary>
/// <param name="Slot">The backend's slot, unique over all sets.</param>
/// <param name="Name">Stable name, the seed of its places in the Maglev table: "MyWebsite1/web1/intwebep".</param>
/// <param name="Port">Slot index of its machine's port.</param>
/// <param name="Weight">Share of new flows relative to the others, 0 to 100; 100 unless starting slowly.</param>
public sealed record BackendEntry(
    Slot Slot,
    string Name,
    uint Port,
    IPAddress Address,
    ushort LocalPort,
    BackendState State,
    int Weight);

/// <summary>The judged state of a backend.</summary>
public enum BackendState
{
    /// <summary>Takes new flows.</summary>
    Up,

    /// <summary>Its probe fails: TCP flows stay, UDP flows move at once, no new ones.</summary>
    Down,

    /// <summary>Its machine is being stopped by the operator: flows stay, no new ones.</summary>
    Draining,
}
