using System.Collections.Immutable;

namespace Ilb.Model.Images;

/// <summary>What a machine runs. Paths are as the machine sees them, but <paramref name="RootDirectory"/>, which is the host's.</summary>
/// <param name="Command">A path, or a name looked up in the usual PATH.</param>
/// <param name="User">Name or number inside the machine; "root" there is nobody on the host.</param>
/// <param name="RootDirectory">What the machine sees as /, read-only; "/" is the host's own.</param>
public sealed record MachineImage(
    string Name,
    string Command,
    ImmutableArray<string> Arguments,
    ImmutableSortedDictionary<string, string> Environment,
    string User,
    string RootDirectory)
{
    /// <summary>A folder of the host that the machine sees read-only as the place it starts in; null: none.</summary>
    public string? RoleDirectory { get; init; }

    /// <summary>The image that comes with ilb: answers HTTP and UDP, and names its machine.</summary>
    public static MachineImage Responder { get; } = new(
        "ilb-responder", "/run/ilb-machine", ["respond"], ImmutableSortedDictionary<string, string>.Empty, "root", "/");

    /// <summary>The image of machines that ilb runs no process of: their ports lead to what the operator attaches them to.</summary>
    public static MachineImage Attached { get; } = new(
        "attached", "", [], ImmutableSortedDictionary<string, string>.Empty, "", "/");

    public override string ToString() => $"{Name}: {string.Join(' ', [Command, .. Arguments])}";
}
