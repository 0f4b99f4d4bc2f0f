using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Starts, stops or restarts a machine that is given by name or as an object.</summary>
public abstract class OperateCmdlet : ServiceCmdlet
{
    [Parameter(ParameterSetName = "ByName", Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineNames))]
    public string? Name { get; set; }

    [Parameter(ParameterSetName = "Input", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InputObject")]
    [ValidateNotNull]
    public PersistentVM? VM { get; set; }

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    internal abstract RoleOperation Operation { get; }

    protected sealed override void Execute()
    {
        var name = Name ?? VM!.RoleName!;
        if (!ShouldProcess($"{ServiceName}/{name}", MyInvocation.MyCommand.Name)) return;
        var deployment = this.DeploymentName(ServiceName!);
        WriteObject(Run(
            $"{MyInvocation.MyCommand.Name} {name}",
            (client, cancel) => client.OperateRoleAsync(ServiceName!, deployment, name, Operation, cancel)));
    }
}
