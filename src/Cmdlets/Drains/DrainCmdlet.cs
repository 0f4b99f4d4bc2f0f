using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>A cmdlet for machines that are taken out of their sets; several come as a list or through the pipeline, and are changed at once.</summary>
public abstract class DrainCmdlet : ServiceCmdlet
{
    private readonly List<string> _machines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineNames))]
    public string[]? Name { get; set; }

    /// <summary>Only this load-balanced set, or endpoint that stands alone.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string? LBSetName { get; set; }

    protected sealed override void Execute() => _machines.AddRange(Name!.Select(name => $"{ServiceName}/{name}"));

    protected sealed override void EndProcessing()
    {
        if (_machines.Count == 0 || !ShouldProcess(string.Join(", ", _machines), MyInvocation.MyCommand.Name)) return;
        try
        {
            Change(_machines);
        }
        catch (ServiceManagementException e)
        {
            WriteError(ErrorRecords.From(e));
        }
    }

    internal abstract void Change(IReadOnlyList<string> machines);

    /// <summary>What these machines are taken out of by this cmdlet.</summary>
    internal IReadOnlyList<DrainLine> Lines(IReadOnlyList<string> machines) =>
    [
        .. Call((client, cancel) => client.GetDrainsAsync(cancel))
            .Where(line => Names.Same(line.Set, LBSetName) && machines.Any(name => Names.Same(name, line.Machine))),
    ];
}
