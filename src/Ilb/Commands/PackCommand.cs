using System.CommandLine;
using Ilb.Client.Packages;

namespace Ilb.Commands;

/// <summary>`ilb pack`: makes a package of a folder, as New-AzurePackage does; needs neither root nor a service.</summary>
internal static class PackCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Has a .csdef file and a folder for each role of it" };
        var file = new Option<FileInfo?>("--output", "-o") { Description = "The package; FOLDER.cspkg unless given", HelpName = "FILE" };
        var command = new Command("pack", "Make a package of web and worker roles for New-AzureDeployment") { folder, file };
        command.SetAction(async (result, cancellation) =>
        {
            var source = result.GetRequiredValue(folder).FullName;
            var target = result.GetValue(file)?.FullName ?? Path.TrimEndingDirectorySeparator(source) + ".cspkg";
            try
            {
                using var package = new MemoryStream();
                PackageFolder.Pack(source, package);
                await File.WriteAllBytesAsync(target, package.ToArray(), cancellation);
                Console.WriteLine($"{target}, {package.Length} bytes");
                return 0;
            }
            catch (Exception e) when (e is PackageFolderException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"ilb pack: {e.Message}");
                return 1;
            }
        });
        return command;
    }
}
