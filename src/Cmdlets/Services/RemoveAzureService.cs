using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Removes a cloud service, with -DeleteAll also its machines.</summary>
[Cmdlet(VerbsCommon.Remove, "AzureService", SupportsShouldProcess = true)]
[OutputType(typeof(bool))]
public sealed class RemoveAzureService : ServiceCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    /// <summary>Do not ask.</summary>
    [Parameter(Position = 1)]
    public SwitchParameter Force { get; set; }

    [Parameter(Position = 2)]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Its deployments too, those of both slots: all or, where it is refused, nothing.</summary>
    [Parameter(Position = 3)]
    public SwitchParameter DeleteAll { get; set; }

    /// <summary>ilb's own: load-balanced sets that may be left with fewer members than their MinimumHealthyMembers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string[]? EmptySet { get; set; }

    private protected override string[]? Emptying => EmptySet;

    protected override void Execute()
    {
        if (ServiceName is null) ThrowTerminatingError(ErrorRecords.Invalid("ServiceNameMissing", "Say which cloud service: -ServiceName."));
        if (!ShouldProcess(ServiceName, "Remove-AzureService")) return;
        if (!Force && !ShouldContinue($"Remove the cloud service '{ServiceName}'?", "Remove-AzureService")) return;
        if (DeleteAll) Run($"Removing {ServiceName} with its machines", (client, cancel) => client.DeleteServiceAndDeploymentsAsync(ServiceName!, cancel));
        else Call((client, cancel) => client.DeleteServiceAsync(ServiceName!, cancel));
        if (PassThru) WriteObject(true);
    }
}
