using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Changes the configuration, the package or the status of a deployment of roles.</summary>
[Cmdlet(VerbsCommon.Set, "AzureDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class SetAzureDeployment : PackageCmdlet
{
    [Parameter(ParameterSetName = "Upgrade", Mandatory = true, Position = 0)]
    public SwitchParameter Upgrade { get; set; }

    [Parameter(ParameterSetName = "Config", Mandatory = true, Position = 0)]
    public SwitchParameter Config { get; set; }

    [Parameter(ParameterSetName = "Status", Mandatory = true, Position = 0)]
    public SwitchParameter Status { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    /// <summary>A local file, made by New-AzurePackage.</summary>
    [Parameter(ParameterSetName = "Upgrade", Mandatory = true, Position = 2)]
    public string? Package { get; set; }

    /// <summary>The .cscfg file.</summary>
    [Parameter(ParameterSetName = "Config", Mandatory = true, Position = 2)]
    [Parameter(ParameterSetName = "Upgrade", Mandatory = true, Position = 3)]
    public string? Configuration { get; set; }

    [Parameter(ParameterSetName = "Status", Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Config", Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Upgrade", Mandatory = true, Position = 4, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Staging", "Production", IgnoreCase = true)]
    public string? Slot { get; set; }

    /// <summary>There is one upgrade domain: all modes come to the same.</summary>
    [Parameter(ParameterSetName = "Upgrade", Position = 5)]
    [ValidateSet("Auto", "Manual", "Simultaneous", IgnoreCase = true)]
    public string Mode { get; set; } = "Auto";

    [Parameter(ParameterSetName = "Upgrade", Position = 6)]
    public string? Label { get; set; }

    /// <summary>Only the instances of this role.</summary>
    [Parameter(ParameterSetName = "Upgrade", Position = 7)]
    public string? RoleName { get; set; }

    [Parameter(ParameterSetName = "Upgrade", Position = 8)]
    public SwitchParameter Force { get; set; }

    [Parameter(ParameterSetName = "Status", Mandatory = true, Position = 3)]
    [ValidateSet("Running", "Suspended", IgnoreCase = true)]
    public string? NewStatus { get; set; }

    /// <summary>Accepted, not used: instances have no extensions.</summary>
    [Parameter(ParameterSetName = "Upgrade", ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Config", ValueFromPipelineByPropertyName = true)]
    public object[]? ExtensionConfiguration { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess($"{ServiceName}/{Slot}", $"Set-AzureDeployment -{ParameterSetName}")) return;
        if (Upgrade) WriteObject(UpgradeRoles());
        else if (Config) WriteObject(Configure());
        else WriteObject(SetStatus());
    }

    private ManagementOperationContext UpgradeRoles()
    {
        var upgrade = new UpgradeDeployment
        {
            Mode = Mode,
            PackageUrl = Upload(Package!),
            Configuration = ReadText(Configuration!),
            Label = string.IsNullOrEmpty(Label) ? null : Label,
            RoleToUpgrade = RoleName,
            Force = Force,
        };
        return Run($"Upgrading {ServiceName}", (client, cancel) => client.UpgradeDeploymentAsync(ServiceName!, Slot!, upgrade, cancel));
    }

    private ManagementOperationContext Configure()
    {
        var change = new ChangeConfiguration { Configuration = ReadText(Configuration!) };
        return Run($"Configuring {ServiceName}", (client, cancel) => client.ConfigureDeploymentAsync(ServiceName!, Slot!, change, cancel));
    }

    private ManagementOperationContext SetStatus()
    {
        var status = new UpdateDeploymentStatus { Status = NewStatus };
        return Run($"{ServiceName}: {NewStatus}", (client, cancel) => client.SetDeploymentStatusAsync(ServiceName!, Slot!, status, cancel));
    }
}
