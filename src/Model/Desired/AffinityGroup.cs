namespace Ilb.Model.Desired;

/// <summary>A named place within a location, older than regional virtual networks.</summary>
/// <param name="Label">Plain text (base64 only on the wire).</param>
public sealed record AffinityGroup(string Name, string Label, string? Description, string Location, DateTimeOffset Created)
{
    public override string ToString() => $"{Name} in {Location}";
}
