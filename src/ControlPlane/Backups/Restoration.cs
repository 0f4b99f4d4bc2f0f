using System.Globalization;
using System.Xml;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Store;

namespace Ilb.ControlPlane.Backups;

/// <summary>A backup becomes a data folder. The folder appears whole or not at all, and what was at its place is kept beside it.</summary>
/// <param name="Manifest">What the backup says of itself.</param>
/// <param name="Kept">Where the former folder is now; null where there was none.</param>
public sealed record Restoration(BackupManifest Manifest, string? Kept)
{
    /// <param name="path">The backup.</param>
    /// <param name="replace">Whether a data folder that has something may be replaced.</param>
    /// <exception cref="BackupException">It can't be used, or the folder is not free; nothing changed.</exception>
    /// <exception cref="DataFolderException">The folder is in use; nothing changed.</exception>
    /// <exception cref="StoreException">Its state is of a newer ilb, or damaged; nothing changed.</exception>
    public static Restoration Run(string path, string dataDirectory, bool replace, DateTimeOffset now)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataDirectory));
        using var alone = DataFolder.Find(target)?.Lock();
        if (alone is null && Holds(target))
            throw new BackupException($"{target} holds other things than ilb's: name a folder that is empty, or does not exist yet.");
        if (alone is not null && !replace)
            throw new BackupException($"{target} is a data folder already: --force puts it aside and the backup in its place.");
        var made = $"{target}.restoring-{Environment.ProcessId}";
        var isPlaced = false;
        try
        {
            Directory.CreateDirectory(made, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var manifest = BackupReader.Unpack(path, made, new DriveInfo(made).AvailableFreeSpace);
            if (DataFolder.Find(made) is not { } folder || !File.Exists(folder.StoreFile))
                throw new BackupException($"{path} has no state.");
            StoreFile.Examine(folder.StoreFile);
            KeptRecord.Carry(folder, target, path, now);
            var holds = Holds(target);
            Place(made, target, holds);
            isPlaced = true;
            return new Restoration(manifest, holds ? Keep(made, target, now) : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or XmlException)
        {
            throw new BackupException($"Can't make {target}: {error.Message}", error);
        }
        finally
        {
            if (!isPlaced && Directory.Exists(made))
                Directory.Delete(made, recursive: true);
        }
    }

    /// <summary>In one step where there is something; that is then at the other place.</summary>
    private static void Place(string made, string target, bool holds)
    {
        if (holds)
        {
            FolderExchange.Run(made, target);
            return;
        }

        if (Directory.Exists(target))
            Directory.Delete(target);
        Directory.Move(made, target);
    }

    /// <returns>Where the former folder is now.</returns>
    private static string Keep(string former, string target, DateTimeOffset now)
    {
        var kept = string.Create(CultureInfo.InvariantCulture, $"{target}.before-{now.UtcDateTime:yyyyMMdd-HHmmss}");
        Directory.Move(former, kept);
        return kept;
    }

    private static bool Holds(string folder) => File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());
}
