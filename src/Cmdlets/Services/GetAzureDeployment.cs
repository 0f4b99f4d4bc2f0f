using System.Linq;
using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Shows the deployment of a cloud service.</summary>
[Cmdlet(VerbsCommon.Get, "AzureDeployment")]
[OutputType(typeof(DeploymentInfoContext))]
public sealed class GetAzureDeployment : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("Staging", "Production", IgnoreCase = true)]
    public string? Slot { get; set; }

    protected override void Execute()
    {
        var slot = Slot ?? ServiceQueries.Production;
        var deployment = Call((client, cancel) => client.GetDeploymentAsync(ServiceName!, slot, cancel));
        WriteObject(Describe(Context(deployment)));
    }

    private DeploymentInfoContext Context(Deployment deployment) => new()
    {
        ServiceName = ServiceName,
        SdkVersion = deployment.SdkVersion,
        RollbackAllowed = deployment.RollbackAllowed,
        Slot = deployment.DeploymentSlot,
        Name = deployment.Name,
        DeploymentName = deployment.Name,
        Url = deployment.Url,
        Status = deployment.Status,
        RoleInstanceList = deployment.RoleInstanceList ?? [],
        Configuration = deployment.Configuration is null ? null : XmlDocuments.DecodeLabel(deployment.Configuration),
        DeploymentId = deployment.PrivateId,
        Label = deployment.Label is null ? null : XmlDocuments.DecodeLabel(deployment.Label),
        VNetName = deployment.VirtualNetworkName,
        DnsSettings = deployment.Dns?.DnsServers ?? [],
        RolesConfiguration = deployment.RoleList ?? [],
        VirtualIPs = deployment.VirtualIPs ?? [],
        ReservedIPName = deployment.ReservedIPName,
        CreatedTime = deployment.CreatedTime,
        LastModifiedTime = deployment.LastModifiedTime,
        Locked = deployment.Locked,
        InternalLoadBalancerName = deployment.LoadBalancers?.FirstOrDefault()?.Name,
        LoadBalancers = deployment.LoadBalancers ?? [],
    };
}
