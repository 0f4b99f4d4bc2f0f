using System.Collections.Immutable;
using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>A named container of at most one deployment per slot. Its name is unique over all subscriptions.</summary>
/// <param name="Label">Plain text (base64 only on the wire).</param>
/// <param name="Location">Null exactly when <paramref name="AffinityGroup"/> is set.</param>
public sealed record CloudService(
    string Name,
    string Label,
    string? Description,
    string? Location,
    string? AffinityGroup,
    DateTimeOffset Created,
    DateTimeOffset Modified,
    ImmutableArray<Deployment> Deployments)
{
    /// <summary>Where machines and VIPs outside virtual networks get addresses; null before the first such deployment.</summary>
    public Ipv4Prefix? PrivateSpace { get; init; }

    public Deployment? Deployment(string? name) => Deployments.FirstOrDefault(d => Named.Same(d.Name, name));

    public Deployment? Deployment(DeploymentSlot slot) => Deployments.FirstOrDefault(d => d.Slot == slot);

    public CloudService Put(Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return this with { Deployments = Deployments.Put(deployment, d => Named.Same(d.Name, deployment.Name)) };
    }

    public override string ToString() => Name;
}
