namespace Ilb.ControlPlane.Status;

/// <summary>A machine.</summary>
/// <param name="Name">"MyWebsite1/web1".</param>
/// <param name="Network">The virtual network, or the cloud service whose own network it is in.</param>
/// <param name="Power">What its operator wants: "started", "stopped" or "stoppedDeallocated".</param>
/// <param name="Status">What was last seen: "creating", "waiting", "running", "stopping", "stopped", "failed"; "unknown" before that.</param>
/// <param name="Detail">Why it failed or what it waits for, or null.</param>
/// <param name="Since">When that was seen.</param>
/// <param name="Node">Where it runs.</param>
/// <param name="Port">The slot of its port, "3.1": the name of its folder on the node.</param>
public sealed record MachineStatusLine(
    string Name,
    string Network,
    string Address,
    string Power,
    string Status,
    string? Detail,
    DateTimeOffset? Since,
    string Image,
    string Size,
    int Node,
    string Port)
{
    /// <summary>What it is attached to; told the operator of the host alone.</summary>
    public string? AttachedTo { get; init; }

    /// <summary>Of an attached machine it is only recorded: its process is not ilb's.</summary>
    public bool SizeHasEffect { get; init; } = true;

    /// <summary>In a network with IPv6.</summary>
    public string? Ipv6Address { get; init; }
}
