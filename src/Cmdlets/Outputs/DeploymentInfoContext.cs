using System;
using System.Collections.Generic;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>A deployment.</summary>
public sealed class DeploymentInfoContext : ManagementOperationContext
{
    public string? ServiceName { get; set; }

    public string? SdkVersion { get; set; }

    public bool? RollbackAllowed { get; set; }

    public string? Slot { get; set; }

    public string? Name { get; set; }

    public string? DeploymentName { get; set; }

    public string? Url { get; set; }

    public string? Status { get; set; }

    public List<RoleInstance> RoleInstanceList { get; set; } = [];

    public string? Configuration { get; set; }

    public string? DeploymentId { get; set; }

    public string? Label { get; set; }

    public string? VNetName { get; set; }

    public List<DnsServer> DnsSettings { get; set; } = [];

    public List<Role> RolesConfiguration { get; set; } = [];

    public List<VirtualIP> VirtualIPs { get; set; } = [];

    public string? ReservedIPName { get; set; }

    public DateTimeOffset? CreatedTime { get; set; }

    public DateTimeOffset? LastModifiedTime { get; set; }

    public bool? Locked { get; set; }

    /// <summary>The first load balancer's.</summary>
    public string? InternalLoadBalancerName { get; set; }

    public List<LoadBalancer> LoadBalancers { get; set; } = [];
}
