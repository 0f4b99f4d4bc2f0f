using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>A cmdlet that changes or shows the configuration of a machine in memory.</summary>
public abstract class MachineCmdlet : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InputObject")]
    [ValidateNotNull]
    public IPersistentVM? VM { get; set; }

    internal PersistentVM Machine => VM!.GetInstance();

    /// <summary>The endpoint of this name; a terminating error where the machine has none.</summary>
    internal InputEndpoint RequireEndpoint(string name)
    {
        if (Machine.FindEndpoint(name) is { } endpoint) return endpoint;
        ThrowTerminatingError(ErrorRecords.Invalid(
            "EndpointNotFound", $"An endpoint named '{name}' cannot be found in the configuration of this VM.", name));
        throw new PipelineStoppedException();
    }
}
