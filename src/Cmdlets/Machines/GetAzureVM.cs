using System.Linq;
using System.Management.Automation;

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
            foreach (var service in Call((client, cancel) => client.GetServicesAsync(cancel)).HostedServices) Show(service.ServiceName!, null);
        else
            Show(ServiceName, Name);
    }

    private void Show(string service, string? name)
    {
        if (this.FindDeployment(service) is not { } deployment)
        {
            if (name is not null) WriteError(ErrorRecords.Invalid("VMNotFound", $"The cloud service '{service}' has no deployment.", name));
            return;
        }

        var roles = (deployment.RoleList ?? []).Where(r => name is null || Names.Same(r.RoleName, name)).ToList();
        if (name is not null && roles.Count == 0)
            WriteError(ErrorRecords.Invalid("VMNotFound", $"The cloud service '{service}' has no machine '{name}'. It has: {string.Join(", ", (deployment.RoleList ?? []).Select(r => r.RoleName))}.", name));
        foreach (var role in roles) WriteObject(Describe(RoleContexts.Of(service, deployment, role)));
    }
}
