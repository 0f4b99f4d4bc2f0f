using System.Globalization;
using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Shows the connections of a virtual network's gateway.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVNetConnection")]
[OutputType(typeof(GatewayConnectionContext))]
public sealed class GetAzureVNetConnection : GatewayCmdlet
{
    protected override void Execute()
    {
        foreach (var connection in Call((client, cancel) => client.GetConnectionsAsync(VNetName!, cancel)).Connections)
            WriteObject(Describe(Context(connection)));
    }

    private GatewayConnectionContext Context(GatewayConnection connection) => new()
    {
        VNetName = VNetName,
        LocalNetworkSiteName = connection.LocalNetworkSiteName,
        ConnectivityState = connection.ConnectivityState,
        IngressBytesTransferred = (ulong)(connection.IngressBytesTransferred ?? 0),
        EgressBytesTransferred = (ulong)(connection.EgressBytesTransferred ?? 0),
        LastConnectionEstablished = connection.LastConnectionEstablished?.LocalDateTime.ToString(CultureInfo.CurrentCulture),
        LastEventID = connection.LastEvent?.Id,
        LastEventMessage = connection.LastEvent?.Message,
        LastEventTimeStamp = connection.LastEvent?.Timestamp?.LocalDateTime.ToString(CultureInfo.CurrentCulture),
    };
}
