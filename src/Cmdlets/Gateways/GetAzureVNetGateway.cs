using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows the gateway of a virtual network.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVNetGateway")]
[OutputType(typeof(VirtualNetworkGatewayContext))]
public sealed class GetAzureVNetGateway : GatewayCmdlet
{
    protected override void Execute()
    {
        var gateway = Call((client, cancel) => client.GetGatewayAsync(VNetName!, cancel));
        WriteObject(Describe(new VirtualNetworkGatewayContext
        {
            LastEventData = gateway.LastEvent?.Data,
            LastEventTimeStamp = gateway.LastEvent?.Timestamp?.LocalDateTime,
            LastEventMessage = gateway.LastEvent?.Message,
            LastEventID = int.TryParse(gateway.LastEvent?.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0,
            State = gateway.State,
            VIPAddress = gateway.VipAddress,
            DefaultSite = gateway.DefaultSites?.FirstOrDefault(),
            GatewayType = gateway.GatewayType,
            GatewaySKU = gateway.GatewaySize,
        }));
    }
}
