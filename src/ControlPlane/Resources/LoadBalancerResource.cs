using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

/// <summary>Internal load balancers; the API has no get, they are part of their deployment.</summary>
internal sealed class LoadBalancerResource(Changes changes)
{
    public Task<ApiAnswer> AddAsync(ApiRequest request, CancellationToken cancellation)
    {
        var balancer = LoadBalancerRequests.Of(RequestDocument.Read<Wire.LoadBalancer>(request));
        var command = new AddLoadBalancer(request.Subscription, request["service"], request["deployment"], balancer);
        return changes.BeginAsync(request, command, "Add load balancer", $"{request["service"]}/{balancer.Name}");
    }

    public Task<ApiAnswer> SetAsync(ApiRequest request, CancellationToken cancellation)
    {
        var balancer = LoadBalancerRequests.Of(RequestDocument.Read<Wire.LoadBalancer>(request));
        var command = new SetLoadBalancer(request.Subscription, request["service"], request["deployment"], request["balancer"], balancer);
        return changes.BeginAsync(request, command, "Update load balancer", $"{request["service"]}/{request["balancer"]}");
    }

    public Task<ApiAnswer> RemoveAsync(ApiRequest request, CancellationToken cancellation) => changes.BeginAsync(
        request,
        new RemoveLoadBalancer(request.Subscription, request["service"], request["deployment"], request["balancer"]),
        "Remove load balancer",
        $"{request["service"]}/{request["balancer"]}");
}
