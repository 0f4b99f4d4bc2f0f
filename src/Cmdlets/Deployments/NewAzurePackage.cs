using System.IO;
using System.Management.Automation;
using Ilb.Client.Packages;

namespace Ilb.Cmdlets;

/// <summary>Makes a package of a folder with a .csdef file and a folder for each of its roles; its output is the file's path.</summary>
[Cmdlet(VerbsCommon.New, "AzurePackage", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class NewAzurePackage : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    /// <summary>The file; one that is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string? OutputPath { get; set; }

    protected override void ProcessRecord()
    {
        var file = GetUnresolvedProviderPathFromPSPath(OutputPath!);
        if (!ShouldProcess(file, "New-AzurePackage")) return;
        try
        {
            using (var package = new MemoryStream())
            {
                PackageFolder.Pack(GetUnresolvedProviderPathFromPSPath(Path!), package);
                File.WriteAllBytes(file, package.ToArray());
            }

            WriteObject(file);
        }
        catch (PackageFolderException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, "PackageInvalid", ErrorCategory.InvalidData, Path));
        }
        catch (IOException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, "PackageNotWritten", ErrorCategory.WriteError, file));
        }
    }
}
