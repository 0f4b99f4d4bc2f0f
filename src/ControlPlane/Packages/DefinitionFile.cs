using System.Collections.Immutable;
using Ilb.Contracts;
using Ilb.ControlPlane.Documents;
using Wire = Ilb.Contracts.Packages;

namespace Ilb.ControlPlane.Packages;

/// <summary>The .csdef file of an unpacked package, and whether a folder for each of its roles is there.</summary>
internal static class DefinitionFile
{
    private const string Pattern = "*.csdef";

    /// <exception cref="PackageException">With everything that is wrong.</exception>
    public static (Model.Desired.ServiceDefinition Definition, ImmutableArray<string> Notes) Read(string folder)
    {
        if (Directory.GetFiles(folder, Pattern) is not [var file])
            throw new PackageException(
                $"It must have one {Pattern} file beside the folders of its roles, and has {Directory.GetFiles(folder, Pattern).Length}. "
                + "New-AzurePackage makes packages; files made by other tools are of another kind.");
        try
        {
            using var stream = File.OpenRead(file);
            var document = XmlDocuments.Read<Wire.ServiceDefinition>(stream);
            var definition = DefinitionRequests.Of(document);
            var missing = definition.Roles.Where(role => !IsName(role.Name) || !Directory.Exists(Path.Combine(folder, role.Name)))
                .Select(role => $"{Path.GetFileName(file)}: there is no folder '{role.Name}' for {role.Path}.")
                .ToList();
            return missing.Count == 0 ? (definition, DefinitionRequests.Unused(document)) : throw new PackageException(missing);
        }
        catch (ContractException error)
        {
            throw new PackageException([.. error.Problems.Select(problem => $"{Path.GetFileName(file)}{problem} ({problem.Code})")]);
        }
    }

    private static bool IsName(string name) => name.Length > 0 && name is not ("." or "..") && !name.Contains('/', StringComparison.Ordinal);
}
