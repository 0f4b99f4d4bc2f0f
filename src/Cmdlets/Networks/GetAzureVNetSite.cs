using System.Linq;
using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Shows virtual networks.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVNetSite")]
[OutputType(typeof(VirtualNetworkSiteContext))]
public sealed class GetAzureVNetSite : ServiceCmdlet
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(NetworkNames))]
    public string? VNetName { get; set; }

    protected override void Execute()
    {
        var sites = Call((client, cancel) => client.GetVirtualNetworkSitesAsync(cancel)).Sites;
        var found = sites.Where(s => VNetName is null || Names.Same(s.Name, VNetName)).ToList();
        if (VNetName is not null && found.Count == 0)
            WriteError(ErrorRecords.Invalid("VirtualNetworkNotFound", $"The specified virtual network name was not found: {VNetName}", VNetName));
        foreach (var site in found) WriteObject(Describe(Context(site)));
    }

    private static VirtualNetworkSiteContext Context(VirtualNetworkSite site) => new()
    {
        AddressSpacePrefixes = site.AddressSpace?.AddressPrefixes ?? [],
        Location = site.Location,
        AffinityGroup = site.AffinityGroup,
        DnsServers = site.Dns?.DnsServers ?? [],
        GatewayProfile = site.Gateway?.Profile,
        GatewaySites = site.Gateway?.Sites ?? [],
        Id = site.Id,
        InUse = site.InUse ?? false,
        Label = site.Label,
        Name = site.Name,
        State = site.State,
        Subnets = site.Subnets ?? [],
    };
}
