using System.CommandLine;
using System.Globalization;
using Ilb.ControlPlane.Backups;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Store;

namespace Ilb.Commands;

/// <summary>`ilb backup`, `ilb restore`: a data folder as one file, and back.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup()
    {
        var data = Shared.Data();
        var file = new Argument<FileInfo>("FILE") { Description = "The backup, a .tar.gz that only root can read; must not exist yet" };
        var command = new Command("backup", "Write state, keys, configuration and packages of an installation into one file, also while it serves") { file, data };
        command.SetAction(result => Run("backup", () => Backup(result.GetRequiredValue(file).FullName, result.GetRequiredValue(data))));
        return command;
    }

    public static Command CreateRestore()
    {
        var data = Shared.Data();
        var file = new Argument<FileInfo>("FILE") { Description = "What ilb backup wrote" };
        var force = new Option<bool>("--force") { Description = "Also where there is a data folder already; that is kept beside, as DIR.before-TIME" };
        var command = new Command("restore", "Make a data folder of a backup; ilb serve then serves what it served, to the same clients") { file, force, data };
        command.SetAction(result => Run("restore", () => Restore(result.GetRequiredValue(file).FullName, result.GetRequiredValue(data), result.GetValue(force))));
        return command;
    }

    private static int Backup(string file, DirectoryInfo data)
    {
        if (DataFolder.Find(data.FullName) is not { } folder)
        {
            Console.Error.WriteLine($"ilb backup: There is no installation in {data.FullName}: give --data.");
            return 1;
        }

        var made = ControlPlane.Backups.Backup.Write(folder, file, DateTimeOffset.UtcNow);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: revision {made.Revision}, {made.Files.Count} files, {new FileInfo(file).Length} bytes. {made.Note}"));
        return 0;
    }

    private static int Restore(string file, DirectoryInfo data, bool force)
    {
        // The numbers of what runs go on from a later state: a reused one would be taken for its former tenant.
        if (new Agent.Installation(data.FullName) is { HasTraces: true } running)
        {
            using (DataFolder.Find(data.FullName)?.Lock())
                Console.Error.WriteLine($"ilb restore: machines and programs of {running} are on this host: 'ilb down --data {data.FullName}' first, which ends their connections.");
            return 1;
        }

        var (manifest, kept) = Restoration.Run(file, data.FullName, force, DateTimeOffset.UtcNow);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{data.FullName} is as {manifest.Folder} of {manifest.Host} was on {manifest.Made:yyyy-MM-dd HH:mm:ss} UTC, revision {manifest.Revision}."));
        if (kept is not null)
            Console.WriteLine($"What was there is in {kept}.");
        return 0;
    }

    private static int Run(string command, Func<int> work)
    {
        if (Root.IsMissing(command))
            return 1;
        try
        {
            return work();
        }
        catch (Exception e) when (e is BackupException or DataFolderException or StoreException)
        {
            Console.Error.WriteLine($"ilb {command}: {e.Message}");
            return 1;
        }
    }
}
