using System.IO;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>A cmdlet that takes local files: a package, a configuration.</summary>
public abstract class PackageCmdlet : ServiceCmdlet
{
    /// <summary>Uploads the package; what PackageUrl names it by.</summary>
    internal string Upload(string package)
    {
        if (package.Contains("://"))
        {
            ThrowTerminatingError(ErrorRecords.Invalid(
                "PackageNotLocal", $"'{package}': ilb has no storage service and fetches nothing. Name a local file, which is uploaded.", package));
        }

        using var file = File.OpenRead(LocalFile(package));
        return Call((client, cancel) => client.UploadPackageAsync(file, cancel));
    }

    internal string ReadText(string path) => File.ReadAllText(LocalFile(path));

    internal string LocalFile(string path)
    {
        var file = GetUnresolvedProviderPathFromPSPath(path);
        if (!File.Exists(file))
            ThrowTerminatingError(new ErrorRecord(new FileNotFoundException($"The file {file} does not exist.", file), "FileNotFound", ErrorCategory.ObjectNotFound, path));
        return file;
    }
}
