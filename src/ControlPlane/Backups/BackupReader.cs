using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Ilb.ControlPlane.Backups;

/// <summary>Unpacks a backup and believes nothing of it: each file is one that it names, whole, and inside the folder.</summary>
internal static class BackupReader
{
    /// <summary>What is restored can be read as it was, and written by nobody else, whatever the archive says.</summary>
    private const UnixFileMode NotOthers = (UnixFileMode)0b111_101_101;

    /// <summary>Names and sums of a hundred thousand files.</summary>
    private const long MostOfManifest = 16 << 20;

    /// <param name="room">Bytes that it may take in the folder.</param>
    /// <exception cref="BackupException">It is no backup, damaged, or too large.</exception>
    public static BackupManifest Unpack(string path, string folder, long room)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            using var archive = new TarReader(unpacked);
            if (archive.GetNextEntry() is not { Name: BackupManifest.FileName, DataStream: { } text })
                throw new BackupException($"{path} is no backup of ilb.");
            if (text.Length > MostOfManifest)
                throw new BackupException($"{path} is no backup of ilb: {BackupManifest.FileName} has {text.Length} bytes.");
            var manifest = BackupManifest.Read(text, path);
            var missing = manifest.Files.Keys.ToHashSet();
            while (archive.GetNextEntry() is { } entry)
            {
                room -= entry.Length;
                if (room < 0)
                    throw new InvalidDataException($"there is no room for {entry.Name} with {entry.Length} bytes where {folder} is");
                Unpack(entry, folder, manifest, missing);
            }

            return missing.Count == 0 ? manifest : throw new InvalidDataException($"{missing.First()} is missing");
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new BackupException($"{path} can't be used: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static void Unpack(TarEntry entry, string folder, BackupManifest manifest, HashSet<string> missing)
    {
        var name = entry.Name.TrimEnd('/');
        if (Path.IsPathRooted(name) || name.Split('/').Any(part => part is "" or "." or ".."))
            throw new InvalidDataException($"'{entry.Name}' is no name of a file in a backup");
        if (entry.EntryType == TarEntryType.Directory)
        {
            Directory.CreateDirectory(Path.Combine(folder, name), (entry.Mode & NotOthers) | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }

        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !missing.Remove(name))
            throw new InvalidDataException($"'{entry.Name}' does not belong there");
        if (Write(entry, Path.Combine(folder, name)) != manifest.Files[name])
            throw new InvalidDataException($"{name} is damaged");
    }

    /// <returns>SHA-256 of what was written, in hex digits.</returns>
    private static string Write(TarEntry entry, string path)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = entry.Mode & NotOthers,
        });
        entry.DataStream?.CopyTo(file);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
