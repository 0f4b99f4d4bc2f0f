using System.Net;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

/// <summary>The gateway of a virtual network; its connections in <see cref="ConnectionResource"/>.</summary>
internal sealed class GatewayResource(IStateOwner owner, Changes changes)
{
    private const string Creating = "Create virtual network gateway", Deleting = "Delete virtual network gateway";

    /// <summary>Always 200 for a network that exists: that there is no gateway is a state of it.</summary>
    public ApiAnswer Get(ApiRequest request)
    {
        var lookup = new Lookup(owner.Current, request);
        var network = lookup.Network();
        var busy = lookup.State.Operations.Values.Any(o => o.Status == OperationStatus.InProgress && o.Subscription == request.Subscription
            && o.Kind == (network.Gateway is null ? Deleting : Creating) && Named.Same(o.Target, network.Name));
        return ApiAnswer.Xml(GatewayAnswer.Of(network, busy, owner.Node?.GatewayTrouble()));
    }

    public Task<ApiAnswer> CreateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var document = request.Body.IsEmpty ? new Wire.CreateGateway() : RequestDocument.Read<Wire.CreateGateway>(request);
        return changes.BeginAsync(
            request,
            new CreateGateway(request.Subscription, request["network"], document.GatewayType, document.GatewaySize),
            Creating,
            request["network"],
            owner.Node?.GatewayTrouble() is { } trouble ? [$"The gateway does not work yet: {trouble}"] : null,
            GatewayAnswer.Begun(request, HttpStatusCode.Created));
    }

    public Task<ApiAnswer> DeleteAsync(ApiRequest request, CancellationToken cancellation)
    {
        // Microsoft's libraries ask for a failover with the verb that deletes: only the document says what is meant.
        if (!request.Body.IsEmpty && RequestDocument.RootOf(request) == "UpdateGateway")
            throw ApiException.NotFound("ilb does not offer the failover of gateways; a network has one.");
        return changes.BeginAsync(
            request, new DeleteGateway(request.Subscription, request["network"]), Deleting, request["network"], answer: GatewayAnswer.Begun(request));
    }

    public Task<ApiAnswer> UpdateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var document = RequestDocument.Read<Wire.UpdateGateway>(request);
        return changes.BeginAsync(
            request,
            new UpdateGateway(request.Subscription, request["network"], document.Operation, document.GatewaySize),
            $"{(string.IsNullOrEmpty(document.Operation) ? "Resize" : document.Operation)} virtual network gateway",
            request["network"],
            answer: GatewayAnswer.Begun(request));
    }
}
