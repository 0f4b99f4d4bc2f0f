using System.IO.Compression;

namespace Ilb.ControlPlane.Packages;

/// <summary>Unpacks a checked zip file. Everybody may read what comes out: machines run as users of their own.</summary>
internal static class PackageUnpacking
{
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="PackageException">The file is no zip file, or not one that may be unpacked.</exception>
    public static void Unpack(Stream file, string folder)
    {
        ZipDirectory.Check(file);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var (path, entry) in PackageEntries.Check(archive))
            {
                var target = Path.Combine(folder, path);
                MakeFolder(folder, Path.GetDirectoryName(path)!);
                if (!path.EndsWith('/'))
                    Extract(entry, target);
            }
        }
        catch (InvalidDataException damage)
        {
            throw new PackageException($"The zip file is damaged: {damage.Message}");
        }
    }

    /// <summary>One level after the other, and the mode again: the process may have a mask that takes from it.</summary>
    private static void MakeFolder(string folder, string path)
    {
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folder = Path.Combine(folder, part);
            if (Directory.Exists(folder))
                continue;
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, Read | Execute);
        }
    }

    /// <summary>Sizes were judged by the headers, so what comes out must be what these say.</summary>
    private static void Extract(ZipArchiveEntry entry, string target)
    {
        using var source = entry.Open();
        using var file = new FileStream(target, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        var block = new byte[1 << 16];
        var left = entry.Length;
        for (int read; left >= 0 && (read = source.Read(block)) > 0; left -= read)
            file.Write(block, 0, (int)Math.Min(read, left));
        if (left != 0)
            throw new PackageException($"Entry '{entry.FullName}': its header says {entry.Length} bytes, and it holds {(left < 0 ? "more" : "less")}.");

        // Zip files made on Windows know no permissions: there every file may be run.
        var mode = entry.ExternalAttributes >> 16;
        File.SetUnixFileMode(file.SafeFileHandle, mode == 0 || (mode & 0x49) != 0 ? Read | Execute : Read);
    }
}
