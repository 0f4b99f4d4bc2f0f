using System.Net;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Status;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

/// <summary>Gateways and their connections in the words of the classic API; the numbers of events are those of its documentation.</summary>
internal static class GatewayAnswer
{
    private const string GatewayCreated = "23002";
    private const string ConnectivityChanged = "24401";

    /// <param name="busy">Creating or deleting it goes on.</param>
    /// <param name="trouble">Why its node can't run it or nobody reaches it; null when all is well or nothing is known.</param>
    public static Wire.Gateway Of(VirtualNetwork network, bool busy, string? trouble) => network.Gateway is { } gateway
        ? new Wire.Gateway
        {
            State = busy ? "Provisioning" : "Provisioned",
            VipAddress = gateway.PublicAddress.ToString(),
            LastEvent = new Wire.GatewayEvent
            {
                Timestamp = gateway.Created,
                Id = GatewayCreated,
                Message = $"Successfully created a gateway for the following virtual network: {network.Name}{(trouble is null ? "" : $". It does not work yet: {trouble}")}",
            },
            GatewayType = gateway.Type,
            GatewaySize = gateway.Size,
            DefaultSites = [],
        }
        : new Wire.Gateway { State = busy ? "Deprovisioning" : "NotProvisioned" };

    public static Wire.GatewayConnection Of(TunnelStatus tunnel) => new()
    {
        LocalNetworkSiteName = tunnel.Site,
        ConnectivityState = tunnel.State,
        LastEvent = new Wire.GatewayEvent
        {
            Timestamp = tunnel.Since,
            Id = ConnectivityChanged,
            Message = $"The connectivity state for the local network site '{tunnel.Site}' is {tunnel.State}{(tunnel.Reason is { } reason ? $": {reason}" : "")}.",
        },
        IngressBytesTransferred = tunnel.BytesIn,
        EgressBytesTransferred = tunnel.BytesOut,
        LastConnectionEstablished = tunnel.State == nameof(TunnelState.Connected) ? tunnel.Since : null,
        AllocatedIPAddresses = [],
    };

    public static Wire.IpsecParameters Of(IpsecPolicy policy) => new()
    {
        EncryptionType = IpsecWords.Encrypted,
        PfsGroup = policy.Proposals == IpsecProposals.Classic ? IpsecWords.NoForwardSecrecy : IpsecWords.ForwardSecrecy,
        SADataSizeKilobytes = (int)policy.KeyKilobytes,
        SALifeTimeSeconds = (int)policy.KeyLifetime.TotalSeconds,
        HashAlgorithm = IpsecWords.Hash,
        Proposals = policy.Proposals.ToString(),
    };

    /// <summary>The operation has the request's id; creation answers 201, all else 202.</summary>
    public static ApiAnswer Begun(ApiRequest request, HttpStatusCode status = HttpStatusCode.Accepted)
    {
        var begun = ApiAnswer.Xml(new Wire.GatewayOperationAccepted { Id = Guid.ParseExact(request.Id, "N").ToString("D") });
        return begun with { Status = status };
    }

    public static Wire.GatewayOperation Of(OperationRecord operation)
    {
        var answer = OperationAnswer.Of(operation);
        return new Wire.GatewayOperation
        {
            Id = answer.Id,
            // Gateways have a word of their own.
            Status = operation.Status == OperationStatus.Succeeded ? "Successful" : answer.Status,
            HttpStatusCode = answer.HttpStatusCode,
            Error = answer.Error,
        };
    }
}
