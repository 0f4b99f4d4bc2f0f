using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Status;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

/// <summary>A gateway's connections to sites, their keys and proposals.</summary>
internal sealed class ConnectionResource(IStateOwner owner, Changes changes)
{
    public ApiAnswer List(ApiRequest request)
    {
        var lookup = new Lookup(owner.Current, request);
        var (network, gateway) = lookup.Gateway();
        var view = new GatewayView(lookup.State, lookup.Subscription, owner.Node);
        return ApiAnswer.Xml(new Wire.GatewayConnectionList
        {
            Connections = [.. gateway.Connections.Select(connection => GatewayAnswer.Of(view.Tunnel(network, connection)))],
        });
    }

    public Task<ApiAnswer> UpdateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var operation = RequestDocument.Read<Wire.UpdateConnection>(request).Operation;
        return BeginAsync(
            request, new UpdateConnection(request.Subscription, request["network"], request["site"], operation), $"{operation} local network site");
    }

    public ApiAnswer GetKey(ApiRequest request) =>
        ApiAnswer.Xml(new Wire.SharedKey { Value = new Lookup(owner.Current, request).Connection().SharedKey });

    public Task<ApiAnswer> SetKeyAsync(ApiRequest request, CancellationToken cancellation)
    {
        var key = RequestDocument.Read<Wire.SharedKey>(request).Value;
        return BeginAsync(request, new SetSharedKey(request.Subscription, request["network"], request["site"], key), "Set shared key");
    }

    public Task<ApiAnswer> ResetKeyAsync(ApiRequest request, CancellationToken cancellation)
    {
        var length = RequestDocument.Read<Wire.ResetSharedKey>(request).KeyLength;
        return BeginAsync(request, new ResetSharedKey(request.Subscription, request["network"], request["site"], length), "Reset shared key");
    }

    public ApiAnswer GetIpsec(ApiRequest request) =>
        ApiAnswer.Xml(GatewayAnswer.Of(new Lookup(owner.Current, request).Connection().Policy));

    public Task<ApiAnswer> SetIpsecAsync(ApiRequest request, CancellationToken cancellation)
    {
        var wanted = RequestDocument.Read<Wire.IpsecParameters>(request);
        var command = new SetIpsecParameters(
            request.Subscription, request["network"], request["site"], wanted.EncryptionType, wanted.PfsGroup,
            wanted.SADataSizeKilobytes, wanted.SALifeTimeSeconds, wanted.HashAlgorithm, wanted.Proposals);
        return BeginAsync(request, command, "Set IPsec parameters");
    }

    private Task<ApiAnswer> BeginAsync(ApiRequest request, Command command, string kind) => changes.BeginAsync(
        request, command, kind, $"{request["network"]}/{request["site"]}", answer: GatewayAnswer.Begun(request));
}
