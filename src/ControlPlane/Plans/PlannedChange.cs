namespace Ilb.ControlPlane.Plans;

/// <summary>One thing that comes, changes or goes.</summary>
/// <param name="Action">"add", "change" or "remove".</param>
/// <param name="Kind">"machine", "VIP", "set", "backend", …</param>
/// <param name="Name">"MyWebsite1/web1".</param>
/// <param name="Details">What it is, or what changes: "size: Small → Medium".</param>
public sealed record PlannedChange(string Action, string Kind, string Name, IReadOnlyList<string> Details)
{
    public const string Add = "add", Change = "change", Remove = "remove";
}
