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

    /// <summary>Its deployment too.</summary>
    [Parameter(Position = 3)]
    public SwitchParameter DeleteAll { get; set; }

    protected override void Execute()
    {
        if (ServiceName is null) ThrowTerminatingError(ErrorRecords.Invalid("ServiceNameMissing", "Say which cloud service: -ServiceName."));
        if (!ShouldProcess(ServiceName, "Remove-AzureService")) return;
        if (!Force && !ShouldContinue($"Remove the cloud service '{ServiceName}'?", "Remove-AzureService")) return;
        if (DeleteAll && this.FindDeployment(ServiceName!) is { } deployment)
            Run($"Removing the machines of {ServiceName}", (client, cancel) => client.DeleteDeploymentAsync(ServiceName!, deployment.Name!, cancel));
        Call((client, cancel) => client.DeleteServiceAsync(ServiceName!, cancel));
        if (PassThru) WriteObject(true);
    }
}
