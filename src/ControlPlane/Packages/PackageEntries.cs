using System.IO.Compression;
using System.Text;

namespace Ilb.ControlPlane.Packages;

/// <summary>The entries of a zip file that may become files: names that stay below the folder, files and folders only, each once.</summary>
internal static class PackageEntries
{
    private const int MostProblems = 20;
    private const int LongestName = 255;
    private const int TypeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000;

    /// <returns>Relative path with slashes → entry; folders end with a slash.</returns>
    /// <exception cref="PackageException">With everything that is wrong.</exception>
    public static IReadOnlyDictionary<string, ZipArchiveEntry> Check(ZipArchive archive)
    {
        if (archive.Entries.Count > PackageLimits.MostEntries)
            throw new PackageException($"{archive.Entries.Count} entries; a package has at most {PackageLimits.MostEntries}.");
        CheckSize(archive);
        var problems = new List<string>();
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            // Zip files made on Windows may separate by backslashes.
            var path = entry.FullName.Replace('\\', '/');
            if (Problem(entry, path) is { } problem)
                problems.Add($"Entry '{Shown(path)}': {problem}");
            else if (!entries.TryAdd(path, entry) && !path.EndsWith('/'))
                problems.Add($"Entry '{Shown(path)}': it is there twice.");
        }

        problems.AddRange(
            from path in entries.Keys
            where Parents(path).Any(entries.ContainsKey)
            select $"Entry '{Shown(path)}': a folder of its path is a file.");
        return problems.Count == 0 ? entries : throw new PackageException([.. problems.Take(MostProblems)]);
    }

    /// <summary>By the headers; whether these are honest shows when it is unpacked.</summary>
    private static void CheckSize(ZipArchive archive)
    {
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            if (entry.Length > PackageLimits.MostUnpackedBytes || (total += entry.Length) > PackageLimits.MostUnpackedBytes)
                throw new PackageException($"It unpacks to more than {PackageLimits.MostUnpackedBytes} bytes.");
        }
    }

    private static string? Problem(ZipArchiveEntry entry, string path)
    {
        var parts = (path.EndsWith('/') ? path[..^1] : path).Split('/');
        if (parts.Any(part => part is "" or "." or ".."))
            return "the path must stay below the package's folder.";
        if (parts.Length > PackageLimits.MostDepth)
            return $"folders are nested deeper than {PackageLimits.MostDepth}.";
        if (Encoding.UTF8.GetByteCount(path) > PackageLimits.LongestPath)
            return $"a path has at most {PackageLimits.LongestPath} bytes.";
        if (parts.Any(part => Encoding.UTF8.GetByteCount(part) > LongestName || part.Any(char.IsControl)))
            return $"a name has at most {LongestName} bytes and no control characters.";
        return ((entry.ExternalAttributes >> 16) & TypeMask) is 0 or RegularFile or Folder
            ? null
            : "only files and folders are allowed, no links or devices.";
    }

    /// <summary>"a", "a/b" of "a/b/c"; "a" of "a/".</summary>
    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    private static string Shown(string path) => new([.. path.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);
}
