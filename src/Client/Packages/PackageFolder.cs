using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Ilb.Contracts;
using Ilb.Contracts.Packages;

namespace Ilb.Client.Packages;

/// <summary>A folder with a .csdef file and a folder for each role of it, of which a package is made.</summary>
public static class PackageFolder
{
    /// <summary>Writes the package: the definition and the folders of its roles, nothing else that lies there.</summary>
    /// <exception cref="PackageFolderException">The folder is not such a one.</exception>
    public static void Pack(string folder, Stream package)
    {
        var definition = Definition(folder);
        var roles = Roles(definition);
        if (roles.Where(role => !Directory.Exists(Path.Combine(folder, role))).ToList() is { Count: > 0 } missing)
            throw new PackageFolderException($"{folder}: there is no folder {string.Join(", ", missing)} for the roles of {Path.GetFileName(definition)}.");
        using var archive = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true);
        archive.CreateEntryFromFile(definition, Path.GetFileName(definition));
        foreach (var role in roles)
        {
            archive.CreateEntry(role + "/");
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, role), "*", SearchOption.AllDirectories).OrderBy(f => f, StringComparer.Ordinal))
                archive.CreateEntryFromFile(file, file.Substring(Path.GetFullPath(folder).Length).TrimStart(Path.DirectorySeparatorChar).Replace('\\', '/'));
        }
    }

    private static string Definition(string folder)
    {
        if (!Directory.Exists(folder)) throw new PackageFolderException($"The folder {folder} does not exist.");
        var found = Directory.GetFiles(folder, "*.csdef");
        return found.Length == 1
            ? found[0]
            : throw new PackageFolderException($"{folder} must have one .csdef file and has {found.Length}: {string.Join(", ", found.Select(Path.GetFileName))}.");
    }

    private static string[] Roles(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var document = XmlDocuments.Read<ServiceDefinition>(stream);
            return [.. document.WebRoles.Concat(document.WorkerRoles).Select(role => role.Name!)];
        }
        catch (ContractException e)
        {
            throw new PackageFolderException(string.Join("\n", e.Problems.Select(problem => $"{Path.GetFileName(file)}{problem} ({problem.Code})")), e);
        }
    }
}
