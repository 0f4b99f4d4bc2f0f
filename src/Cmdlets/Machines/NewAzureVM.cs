using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Ilb.Client;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>
/// Makes machines. With -Location or -AffinityGroup the cloud service is made where there is none yet; the first machine makes the
/// deployment, every other one joins it.
/// </summary>
[Cmdlet(VerbsCommon.New, "AzureVM", DefaultParameterSetName = ExistingService, SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class NewAzureVM : ServiceCmdlet
{
    private const string CreateService = "CreateService";
    private const string ExistingService = "ExistingService";

    [Parameter(ParameterSetName = CreateService, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExistingService, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LocationNames))]
    public string? Location { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AffinityGroupNames))]
    public string? AffinityGroup { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipelineByPropertyName = true)]
    public string? ServiceLabel { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipelineByPropertyName = true)]
    public string? ReverseDnsFqdn { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipelineByPropertyName = true)]
    public string? ServiceDescription { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExistingService, ValueFromPipelineByPropertyName = true)]
    public string? DeploymentLabel { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExistingService, ValueFromPipelineByPropertyName = true)]
    public string? DeploymentName { get; set; }

    [Parameter(ParameterSetName = CreateService)]
    [Parameter(ParameterSetName = ExistingService)]
    [ArgumentCompleter(typeof(NetworkNames))]
    public string? VNetName { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExistingService, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public DnsServer[]? DnsSettings { get; set; }

    [Parameter(ParameterSetName = CreateService, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExistingService, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public InternalLoadBalancerConfig? InternalLoadBalancerConfig { get; set; }

    [Parameter(ParameterSetName = CreateService, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExistingService, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public PersistentVM[]? VMs { get; set; }

    /// <summary>Return when the machines run, not when the service has accepted them.</summary>
    [Parameter]
    public SwitchParameter WaitForBoot { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ReservedIPName { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess($"{ServiceName}/{string.Join(", ", VMs!.Select(vm => vm.RoleName))}", "New-AzureVM")) return;
        var madeService = EnsureService();
        var deployment = this.FindDeployment(ServiceName!);
        if (deployment is not null) CheckJoins(deployment);
        var rest = deployment is null ? MakeDeployment(madeService) : VMs!;
        var name = deployment?.Name ?? NewDeploymentName;
        foreach (var vm in rest)
            WriteObject(Run($"Adding {vm.RoleName} to {ServiceName}", (client, cancel) => client.AddRoleAsync(ServiceName!, name, vm.Role, cancel)));
        if (WaitForBoot) Boot.Await(this, ServiceName!, new HashSet<string>(VMs!.Select(vm => vm.RoleName!), StringComparer.OrdinalIgnoreCase));
    }

    private string NewDeploymentName => DeploymentName ?? ServiceName!;

    /// <summary>True when this call made the cloud service.</summary>
    private bool EnsureService()
    {
        if (Find((client, cancel) => client.GetServiceAsync(ServiceName!, cancel: cancel)) is not null) return false;
        if (Location is null && AffinityGroup is null)
        {
            ThrowTerminatingError(ErrorRecords.Invalid(
                "ServiceNotFound", "Cloud Service does not exist. Specify -Location or -AffinityGroup to create one.", ServiceName));
        }

        var service = new CreateHostedService
        {
            ServiceName = ServiceName,
            Label = ServiceLabel ?? ServiceName,
            Description = ServiceDescription ?? "Implicitly created hosted service",
            Location = Location,
            AffinityGroup = AffinityGroup,
            ReverseDnsFqdn = ReverseDnsFqdn,
        };
        Call((client, cancel) => client.CreateServiceAsync(service, cancel));
        return true;
    }

    /// <summary>Makes the deployment with the first machine; returns the others.</summary>
    private IEnumerable<PersistentVM> MakeDeployment(bool madeService)
    {
        var first = VMs![0];
        if (VNetName is not null && first.Network.SubnetNames is not { Count: > 0 })
            WriteWarning($"Subnet should be specified when deploying VMs in a VNET: {VNetName}");
        try
        {
            WriteObject(Run(
                $"Making {first.RoleName} in {ServiceName}",
                (client, cancel) => client.CreateDeploymentAsync(ServiceName!, Deployment(first), cancel)));
        }
        catch (ServiceManagementException) when (madeService && this.FindDeployment(ServiceName!) is null)
        {
            // Refused: a cloud service that nobody asked for must not stay behind. A machine that was made and fails to start stays.
            Call((client, cancel) => client.DeleteServiceAsync(ServiceName!, cancel));
            throw;
        }

        return VMs.Skip(1);
    }

    private Deployment Deployment(PersistentVM first) => new()
    {
        Name = NewDeploymentName,
        DeploymentSlot = ServiceQueries.Production,
        Label = XmlDocuments.EncodeLabel(DeploymentLabel ?? ServiceName!),
        RoleList = [first.Role],
        VirtualNetworkName = VNetName,
        Dns = DnsSettings is null ? null : new DnsSettings { DnsServers = [.. DnsSettings] },
        ReservedIPName = ReservedIPName,
        LoadBalancers = InternalLoadBalancerConfig is { } ilb
            ? [LoadBalancers.Private(ilb.InternalLoadBalancerName, ilb.SubnetName, ilb.IPAddress, ilb.AllowLoopback ? true : null)]
            : null,
    };

    private void CheckJoins(Deployment deployment)
    {
        if (VNetName is not null && !Names.Same(VNetName, deployment.VirtualNetworkName))
        {
            var where = string.IsNullOrEmpty(deployment.VirtualNetworkName) ? "no virtual network" : $"the virtual network {deployment.VirtualNetworkName}";
            ThrowTerminatingError(ErrorRecords.Invalid(
                "VirtualNetworkDiffers", $"The deployment of {ServiceName} is in {where}; a machine that joins it cannot be in {VNetName}.", VNetName));
        }

        if (DnsSettings is not null || DeploymentLabel is not null || DeploymentName is not null || InternalLoadBalancerConfig is not null)
            WriteWarning("DnsSettings, DeploymentLabel, DeploymentName and InternalLoadBalancerConfig can only be given for a new deployment.");
    }
}
