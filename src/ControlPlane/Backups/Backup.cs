using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Store;

namespace Ilb.ControlPlane.Backups;

/// <summary>
/// Everything of a data folder that can't be made again, in one file that only its owner can read: the state as of one moment, keys
/// and certificates, what the operator configured, packages, the audit log. Made beside a running service, which does not notice.
/// </summary>
public static class Backup
{
    /// <summary>All that is worth keeping; what machines wrote and what a start makes anew is not.</summary>
    private static readonly string[] Kept =
    [
        "ca.pem", "server.pem", "management.pem", DataFolder.ServerCertificateName, DataFolder.PublishSettingsName,
        "images.json", "locations.json", "provider.json", "audit", "packages",
    ];

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    /// <exception cref="BackupException">There is a file already, or it can't be written.</exception>
    /// <exception cref="StoreException">The state can't be copied.</exception>
    public static BackupManifest Write(DataFolder folder, string path, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (File.Exists(path))
            throw new BackupException($"There is a file {path} already: name another.");
        var (temporary, state) = (path + ".new", path + ".state");
        try
        {
            // First the state: a package that it names is there, while one that is uploaded later may be missing in it.
            StoreFile.Copy(folder.StoreFile, state);
            var files = Files(folder).Prepend((Name: DataFolder.StoreName, Path: state)).ToList();
            var manifest = new BackupManifest(
                BackupManifest.Newest, IlbBuild.Version, now, Environment.MachineName, folder.Path, StoreFile.Examine(state), BackupManifest.Secrets,
                files.Where(file => File.Exists(file.Path)).ToDictionary(file => file.Name, file => Digest(file.Path)));
            WriteArchive(temporary, manifest, files);
            File.Move(temporary, path);
            return manifest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"Can't write {path}: {error.Message}", error);
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(state);
        }
    }

    private static IEnumerable<(string Name, string Path)> Files(DataFolder folder) =>
        from name in Kept
        let path = folder.PathOf(name)
        from found in Directory.Exists(path) ? Directory.EnumerateFileSystemEntries(path, "*", Everything).Order(StringComparer.Ordinal).Prepend(path)
            : File.Exists(path) ? [path]
            : []
        where !found.EndsWith(".new", StringComparison.Ordinal) && !found.Contains(".new/", StringComparison.Ordinal)
        select (Path.GetRelativePath(folder.Path, found), found);

    private static void WriteArchive(string path, BackupManifest manifest, IEnumerable<(string Name, string Path)> files)
    {
        File.Delete(path);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using (var packed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        using (var archive = new TarWriter(packed, TarEntryFormat.Pax))
        {
            using var text = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(manifest.Write()));
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.FileName) { DataStream = text, ModificationTime = manifest.Made });
            foreach (var (name, source) in files)
                archive.WriteEntry(source, name);
        }

        file.Flush(flushToDisk: true);
    }

    private static string Digest(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
