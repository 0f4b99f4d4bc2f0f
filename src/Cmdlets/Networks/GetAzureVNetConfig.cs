using System.IO;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows the network configuration of the subscription, or writes it to a file.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVNetConfig")]
[OutputType(typeof(VirtualNetworkConfigContext))]
public sealed class GetAzureVNetConfig : ServiceCmdlet
{
    [Parameter]
    public string? ExportToFile { get; set; }

    protected override void Execute()
    {
        if (Call((client, cancel) => client.GetNetworkConfigurationAsync(cancel)) is not { } xml) return;
        if (ExportToFile is not null) File.WriteAllText(GetUnresolvedProviderPathFromPSPath(ExportToFile), xml);
        WriteObject(Describe(new VirtualNetworkConfigContext { XMLConfiguration = xml }));
    }
}
