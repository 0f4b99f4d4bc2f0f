using System.Collections.Immutable;
using System.Net;

namespace Ilb.Model.Desired;

/// <summary>The virtual machines that run in a cloud service.</summary>
/// <param name="Id">The API's PrivateID.</param>
/// <param name="Label">Plain text (base64 only on the wire).</param>
/// <param name="VirtualNetwork">Null: the machines run in the private network of their cloud service.</param>
/// <param name="LoadBalancers">None or one (the classic API allows no more).</param>
public sealed record Deployment(
    Guid Id,
    string Name,
    DeploymentSlot Slot,
    string Label,
    string? VirtualNetwork,
    DateTimeOffset Created,
    DateTimeOffset Modified,
    ImmutableArray<VirtualMachine> Roles,
    ImmutableArray<InternalLoadBalancer> LoadBalancers)
{
    /// <summary>Where endpoints without internal load balancer are; null before the first of them.</summary>
    public IPAddress? PublicVip { get; init; }

    /// <summary>Null: its machines were made one by one.</summary>
    public DeployedPackage? Package { get; init; }

    public VirtualMachine? Role(string? name) => Roles.FirstOrDefault(r => Named.Same(r.Name, name));

    public InternalLoadBalancer? LoadBalancer(string? name) => LoadBalancers.FirstOrDefault(b => Named.Same(b.Name, name));

    public Deployment Put(VirtualMachine role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return this with { Roles = Roles.Put(role, r => Named.Same(r.Name, role.Name)) };
    }

    public override string ToString() => $"{Name} ({Slot})";
}
