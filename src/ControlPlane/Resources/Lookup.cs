using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Resources;

/// <summary>Finds what a path names in one state, or answers that it does not exist, in the recorded words.</summary>
internal sealed class Lookup(PublishedState state, ApiRequest request)
{
    public PublishedState State { get; } = state;

    public SubscriptionState Subscription { get; } = state.Subscription(request.Subscription);

    public CloudService Service() =>
        Subscription.CloudService(request["service"]) ?? throw ApiException.NotFound(
            $"The hosted service does not exist. '{request["service"]}' is none of: {string.Join(", ", Subscription.CloudServices.Select(s => s.Name).DefaultIfEmpty("(there are none)"))}.");

    public Deployment DeploymentByName() =>
        Service().Deployment(request["deployment"])
        ?? throw ApiException.NotFound($"The deployment name '{request["deployment"]}' does not exist.");

    public Deployment DeploymentBySlot() =>
        Service().Deployment(Slot()) ?? throw ApiException.NotFound("No deployments were found.");

    public VirtualMachine Role() =>
        DeploymentByName().Role(request["role"]) ?? throw ApiException.NotFound(
            $"The role '{request["role"]}' does not exist; this deployment has {string.Join(", ", DeploymentByName().Roles.Select(r => r.Name))}.");

    public VirtualNetwork Network() =>
        Subscription.VirtualNetwork(request["network"]) ?? throw ApiException.NotFound(
            $"The virtual network '{request["network"]}' does not exist. There are: {string.Join(", ", (Subscription.Network?.VirtualNetworks ?? []).Select(n => n.Name).DefaultIfEmpty("(none)"))}.");

    public (VirtualNetwork Network, Gateway Gateway) Gateway() => Network() is { Gateway: { } gateway } network
        ? (network, gateway)
        : throw ApiException.NotFound($"The virtual network '{request["network"]}' has no gateway; New-AzureVNetGateway creates it.");

    public SiteConnection Connection() =>
        Gateway().Gateway.Connection(request["site"]) ?? throw ApiException.NotFound(
            $"The gateway of '{request["network"]}' does not connect to a local network site '{request["site"]}'. It connects to: {string.Join(", ", Gateway().Gateway.Connections.Select(c => c.Site))}.");

    private DeploymentSlot Slot() => request["slot"].ToLowerInvariant() switch
    {
        "production" => DeploymentSlot.Production,
        "staging" => DeploymentSlot.Staging,
        _ => throw ApiException.BadRequest($"The deployment slot '{request["slot"]}' is none of Production, Staging."),
    };
}
