using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>What every deployment begins with, whatever its machines are made of.</summary>
/// <param name="Deployment">Without machines yet.</param>
/// <param name="Place">Where these will be; null, with a problem, when the virtual network does not exist.</param>
internal sealed record NewDeployment(Deployment Deployment, Place? Place)
{
    /// <summary>Null, with a problem, when the cloud service does not exist.</summary>
    public static NewDeployment? Begin(Change change, BeginDeployment command, string? networkName, string root, string networkPath)
    {
        if (CloudServiceRules.Find(change, command.CloudService) is not { } service)
            return null;
        NameRules.Other(change, command.Name, $"{root}/Name", "deployment");
        var slot = Slot(change, command.Slot);
        CheckFree(change, service, command.Name, slot);
        var network = Network(change, service, networkName, networkPath);
        var now = change.Context.Now;
        var deployment = new Deployment(
            DerivedId.For(change.Context.Operation, $"deployment {command.Name}"), command.Name ?? "", slot,
            command.Label ?? command.Name ?? "", network?.Name, now, now, [], []);
        if (network is null && !string.IsNullOrEmpty(networkName))
            return new NewDeployment(deployment, null);

        // The provider's space as it is now is for private networks that begin: those that run keep theirs.
        if (network is null && service.Deployments.All(d => d.VirtualNetwork is not null))
            service = service with { PrivateSpace = change.Context.Catalogue.PrivateSpace };
        return new NewDeployment(deployment, Place.Of(change.Subscription, service, network));
    }

    private static DeploymentSlot Slot(Change change, string? text)
    {
        switch (text?.ToUpperInvariant())
        {
            case null or "" or "STAGING":
                return DeploymentSlot.Staging;
            case "PRODUCTION":
                return DeploymentSlot.Production;
            default:
                change.Bad(ProblemCode.DeploymentSlotUnknown, "Deployment/DeploymentSlot", $"'{text}' is no slot: Production or Staging.");
                return default;
        }
    }

    private static void CheckFree(Change change, CloudService service, string? name, DeploymentSlot slot)
    {
        if (service.Deployment(slot) is { } other)
            change.Conflict(ProblemCode.DeploymentSlotInUse, "Deployment/DeploymentSlot",
                $"The specified deployment slot {slot} is occupied: '{service.Name}' has the deployment '{other.Name}' with "
                + $"{Sentences.List(other.Roles.Select(r => r.Name))}. New-AzureVM without -VNetName adds machines to it.");
        else if (service.Deployment(name) is { } same)
            change.Conflict(ProblemCode.NameInUse, "Deployment/Name", $"The deployment '{same.Name}' already exists in the slot {same.Slot}.");
    }

    private static VirtualNetwork? Network(Change change, CloudService service, string? name, string path)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        if (change.Subscription.VirtualNetwork(name) is not { } network)
        {
            change.Bad(ProblemCode.VirtualNetworkUnknown, path,
                $"The virtual network {name} does not exist. Networks: {Sentences.List((change.Subscription.Network?.VirtualNetworks ?? []).Select(n => n.Name))}; "
                + "Set-AzureVNetConfig makes one.");
            return null;
        }

        if (network.AffinityGroup is not null && !Named.Same(network.AffinityGroup, service.AffinityGroup))
            change.Bad(ProblemCode.LocationMismatch, path,
                $"Must specify the same affinity group as the virtual network is deployed to: '{network.AffinityGroup}', not '{service.AffinityGroup ?? service.Location}'.");
        else if (network.Location is not null && !Named.Same(network.Location, LocationRules.LocationOf(change, service.Location, service.AffinityGroup)))
            change.Bad(ProblemCode.LocationMismatch, path,
                $"The virtual network '{network.Name}' is in {network.Location}, the cloud service '{service.Name}' in "
                + $"{LocationRules.LocationOf(change, service.Location, service.AffinityGroup)}: they must be in one location.");
        return network;
    }
}
