using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Shows machines: all, those of a cloud service, or one.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVM", DefaultParameterSetName = "ListAllVMs")]
[OutputType(typeof(PersistentVMRoleContext))]
public sealed class GetAzureVM : ServiceCmdlet
{
    [Parameter(ParameterSetName = "GetVMByServiceAndVMName", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    [Parameter(ParameterSetName = "GetVMByServiceAndVMName", Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineNames))]
    public string? Name { get; set; }

    protected override void Execute()
    {
        if (ServiceName is null)
            ShowAll();
        else
            ShowNamed(ServiceName);
    }

    private void ShowAll()
    {
        foreach (var service in Call((client, cancel) => client.GetServicesAsync(cancel)).HostedServices)
            if (this.FindDeployment(service.ServiceName!) is { } deployment) Show(service.ServiceName!, deployment, null);
    }

    private void ShowNamed(string service)
    {
        // Without a deployment, a service that exists has no machines, and one that does not is the service's own error.
        if (this.FindDeployment(service) is not { } deployment) Call((client, cancel) => client.GetServiceAsync(service, cancel: cancel));
        else if (Name is not null && Machines(deployment).All(r => !Names.Same(r.RoleName, Name))) WriteError(NotFound(service, deployment));
        else Show(service, deployment, Name);
    }

    private void Show(string service, Deployment deployment, string? name)
    {
        foreach (var role in Machines(deployment).Where(r => name is null || Names.Same(r.RoleName, name)))
            WriteObject(Describe(RoleContexts.Of(service, deployment, role)));
    }

    /// <summary>Roles of a package are no virtual machines: Get-AzureDeployment shows those.</summary>
    private static IEnumerable<Role> Machines(Deployment deployment) =>
        (deployment.RoleList ?? []).Where(r => Names.Same(r.RoleType, "PersistentVMRole"));

    private ErrorRecord NotFound(string service, Deployment deployment)
    {
        var machines = string.Join(", ", Machines(deployment).Select(r => r.RoleName));
        return ErrorRecords.Invalid("VMNotFound", $"The cloud service '{service}' has no machine '{Name}'. It has: {machines}.", Name);
    }
}
