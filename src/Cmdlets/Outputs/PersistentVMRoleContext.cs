namespace Ilb.Cmdlets;

/// <summary>A machine of a deployment with its state.</summary>
public sealed class PersistentVMRoleContext : ManagementOperationContext, IPersistentVM
{
    public string? ServiceName { get; set; }

    public string? DeploymentName { get; set; }

    public string? Name { get; set; }

    public string? Label { get; set; }

    public PersistentVM VM { get; set; } = new();

    /// <summary>ReadyRole, StoppedVM, RoleStateUnknown, CreatingVM…</summary>
    public string? InstanceStatus { get; set; }

    public string? IpAddress { get; set; }

    /// <summary>In a network with IPv6; otherwise null.</summary>
    public string? Ipv6Address { get; set; }

    /// <summary>Why the machine is in this state, where the service says so.</summary>
    public string? InstanceStateDetails { get; set; }

    public string? PowerState { get; set; }

    public string? InstanceErrorCode { get; set; }

    public int? InstanceFaultDomain { get; set; }

    public string? InstanceName { get; set; }

    public int? InstanceUpgradeDomain { get; set; }

    public string? InstanceSize { get; set; }

    public string? HostName { get; set; }

    public string? AvailabilitySetName { get; set; }

    public string? DNSName { get; set; }

    public string? Status { get; set; }

    public PersistentVM GetInstance() => VM;
}
