using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

internal sealed class DeploymentResource(IStateOwner owner, Changes changes)
{
    public ApiAnswer GetByName(ApiRequest request)
    {
        var lookup = new Lookup(owner.Current, request);
        return Answer(lookup, lookup.DeploymentByName());
    }

    public ApiAnswer GetBySlot(ApiRequest request)
    {
        var lookup = new Lookup(owner.Current, request);
        return Answer(lookup, lookup.DeploymentBySlot());
    }

    public Task<ApiAnswer> CreateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var (command, notes) = DeploymentRequests.Of(request, request["service"]);
        return changes.BeginAsync(request, command, "Create deployment", $"{request["service"]}/{command.Name}", notes);
    }

    public Task<ApiAnswer> DeleteByNameAsync(ApiRequest request, CancellationToken cancellation) => DeleteAsync(request, request["deployment"]);

    public Task<ApiAnswer> DeleteBySlotAsync(ApiRequest request, CancellationToken cancellation) =>
        DeleteAsync(request, new Lookup(owner.Current, request).DeploymentBySlot().Name);

    public Task<ApiAnswer> UpdateSetsAsync(ApiRequest request, CancellationToken cancellation)
    {
        var document = RequestDocument.Read<Wire.LoadBalancedEndpointList>(request);
        var command = new UpdateLoadBalancedSets(
            request.Subscription, request["service"], request["deployment"], EndpointRequests.Of(document.InputEndpoints));
        return changes.BeginAsync(request, command, "Update load-balanced sets", $"{request["service"]}/{request["deployment"]}", [.. EndpointRequests.Unused("", document.InputEndpoints)]);
    }

    private Task<ApiAnswer> DeleteAsync(ApiRequest request, string deployment) => changes.BeginAsync(
        request,
        new DeleteDeployment(request.Subscription, request["service"], deployment),
        "Delete deployment",
        $"{request["service"]}/{deployment}");

    private static ApiAnswer Answer(Lookup lookup, Model.Desired.Deployment deployment) => ApiAnswer.Xml(DeploymentAnswer.Of(lookup.State, lookup.Subscription, lookup.Service(), deployment));
}
