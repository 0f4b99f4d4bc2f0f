using System.CommandLine;
using System.Globalization;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Store;
using Ilb.Support;

namespace Ilb.Commands;

/// <summary>`ilb support-bundle`: what is needed to find out what is wrong, without keys.</summary>
internal static class SupportBundleCommand
{
    private const string Name = "support-bundle";

    public static Command Create()
    {
        var data = Shared.Data();
        var file = new Argument<FileInfo>("FILE") { Description = "The bundle, a .tar.gz that only root can read; must not exist yet" };
        var command = new Command(Name, "Collect versions, kernel facts, checks, configuration, state, status, maps and logs in one file, without keys and configured values") { file, data };
        command.SetAction((result, cancellation) => Root.IsMissing(Name)
            ? Task.FromResult(1)
            : RunAsync(result.GetRequiredValue(file).FullName, result.GetRequiredValue(data), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string file, DirectoryInfo data, CancellationToken cancellation)
    {
        try
        {
            if (DataFolder.Find(data.FullName) is not { } folder)
            {
                await Console.Error.WriteLineAsync($"ilb {Name}: There is no installation in {data.FullName}: give --data.");
                return 1;
            }

            var count = await SupportBundle.WriteAsync(folder, file, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {count} files. Keys were removed, names and addresses were not: look at it before you give it away."));
            return 0;
        }
        catch (Exception e) when (e is DataFolderException or StoreException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"ilb {Name}: {e.Message}");
            return 1;
        }
    }
}
