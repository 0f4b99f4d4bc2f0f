using System.Collections.Immutable;

namespace Ilb.Model.Snapshots;

/// <summary>What an instance of a role runs, instead of an image.</summary>
/// <param name="Package">Digest of the package, whose folder of the role the machine sees.</param>
/// <param name="Role">Name of the role, and of its folder.</param>
/// <param name="Instance">From 0 on.</param>
/// <param name="Command">The words of its command line.</param>
public sealed record RoleProgram(
    string Package,
    string Role,
    int Instance,
    ImmutableArray<string> Command,
    ImmutableSortedDictionary<string, string> Environment)
{
    /// <summary>Below the data folder; one more folder there for each role.</summary>
    public static string FolderOf(string dataDirectory, Guid subscription, string package) =>
        Path.Combine(dataDirectory, "packages", subscription.ToString("N"), package);

    public override string ToString() => $"{Role} {Instance}: {string.Join(' ', Command)}";
}
