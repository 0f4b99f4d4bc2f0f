using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>A tenant and all that it owns.</summary>
/// <param name="Certificates">The management certificates that open it, in the order in which they were added; at least one.</param>
/// <param name="Network">Null until the first network configuration was put.</param>
public sealed record SubscriptionState(
    Guid Id,
    string Name,
    ImmutableArray<ManagementCertificate> Certificates,
    ImmutableArray<AffinityGroup> AffinityGroups,
    NetworkConfiguration? Network,
    ImmutableArray<CloudService> CloudServices)
{
    public ManagementCertificate? Certificate(string thumbprint) => Certificates.FirstOrDefault(c => c.IsCalled(thumbprint));

    public AffinityGroup? AffinityGroup(string? name) => AffinityGroups.FirstOrDefault(g => Named.Same(g.Name, name));

    public CloudService? CloudService(string? name) => CloudServices.FirstOrDefault(s => Named.Same(s.Name, name));

    public VirtualNetwork? VirtualNetwork(string? name) => Network?.VirtualNetworks.FirstOrDefault(n => Named.Same(n.Name, name));

    public SubscriptionState Put(ManagementCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return this with { Certificates = Certificates.Put(certificate, c => Named.Same(c.Sha256, certificate.Sha256)) };
    }

    public SubscriptionState Put(AffinityGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return this with { AffinityGroups = AffinityGroups.Put(group, g => Named.Same(g.Name, group.Name)) };
    }

    public SubscriptionState Put(CloudService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return this with { CloudServices = CloudServices.Put(service, s => Named.Same(s.Name, service.Name)) };
    }

    /// <summary>Only where there is a network configuration.</summary>
    public SubscriptionState Put(VirtualNetwork network) => this with { Network = Network!.Put(network) };

    public override string ToString() => $"{Name} ({Id})";
}
