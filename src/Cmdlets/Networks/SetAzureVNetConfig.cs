using System.IO;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Replaces the network configuration of the subscription with a file.</summary>
[Cmdlet(VerbsCommon.Set, "AzureVNetConfig", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class SetAzureVNetConfig : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string? ConfigurationPath { get; set; }

    protected override void Execute()
    {
        var path = GetUnresolvedProviderPathFromPSPath(ConfigurationPath!);
        if (!File.Exists(path)) ThrowTerminatingError(ErrorRecords.Invalid("FileNotFound", $"There is no file {path}.", path));
        if (!ShouldProcess(path, "Set-AzureVNetConfig")) return;
        var document = File.ReadAllBytes(path);
        WriteObject(Run("Setting the network configuration", (client, cancel) => client.SetNetworkConfigurationAsync(document, cancel)));
    }
}
