using System;
using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Makes web and worker roles of a package and its configuration.</summary>
[Cmdlet(VerbsCommon.New, "AzureDeployment", DefaultParameterSetName = "PaaS", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class NewAzureDeployment : PackageCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    /// <summary>A local file, made by New-AzurePackage.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string? Package { get; set; }

    /// <summary>The .cscfg file.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    public string? Configuration { get; set; }

    [Parameter(Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Staging", "Production", IgnoreCase = true)]
    public string? Slot { get; set; }

    [Parameter(Position = 4)]
    public string? Label { get; set; }

    [Parameter(Position = 5)]
    [Alias("DeploymentName")]
    public string? Name { get; set; }

    [Parameter]
    public SwitchParameter DoNotStart { get; set; }

    [Parameter]
    public SwitchParameter TreatWarningsAsError { get; set; }

    /// <summary>Accepted, not used: instances have no extensions.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object[]? ExtensionConfiguration { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess($"{ServiceName}/{Slot}", "New-AzureDeployment")) return;
        var name = string.IsNullOrEmpty(Name) ? Guid.NewGuid().ToString("N") : Name!;
        var deployment = new CreatePackageDeployment
        {
            Name = name,
            PackageUrl = Upload(Package!),
            Label = string.IsNullOrEmpty(Label) ? name : Label,
            Configuration = ReadText(Configuration!),
            StartDeployment = !DoNotStart,
            TreatWarningsAsError = TreatWarningsAsError,
        };
        WriteObject(Run($"Making the roles of {ServiceName}", (client, cancel) => client.CreateDeploymentAsync(ServiceName!, Slot!, deployment, cancel)));
    }
}
