namespace Ilb.Declarations.Differences;

/// <summary>What comes, changes or goes, for people.</summary>
/// <param name="Action">One of the words here.</param>
/// <param name="Kind">In the words of the glossary: "machine".</param>
/// <param name="Name">"MyWebsite1/web1".</param>
/// <param name="Details">Of what comes "size: Large", of what changes "size: Small → Large".</param>
public sealed record Change(string Action, string Kind, string Name, IReadOnlyList<string> Details)
{
    public const string Add = "add", Alter = "change", Remove = "remove";

    public override string ToString() => $"{Action} {Kind} {Name}{(Details.Count == 0 ? "" : $" ({string.Join("; ", Details)})")}";
}
