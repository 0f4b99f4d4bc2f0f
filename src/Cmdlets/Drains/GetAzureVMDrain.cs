using System.Linq;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows the machines that are taken out of their sets, and how far that is.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVMDrain")]
[OutputType(typeof(DrainContext))]
public sealed class GetAzureVMDrain : ServiceCmdlet
{
    /// <summary>Of all cloud services unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineNames))]
    public string? Name { get; set; }

    protected override void Execute()
    {
        var all = Call((client, cancel) => client.GetDrainsAsync(cancel)).Select(DrainContext.Of);
        foreach (var drain in all.Where(d => (ServiceName is null || Names.Same(d.ServiceName, ServiceName)) && (Name is null || Names.Same(d.Name, Name))))
            WriteObject(Describe(drain));
    }
}
