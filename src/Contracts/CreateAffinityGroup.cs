using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Asks for a new affinity group.</summary>
public sealed class CreateAffinityGroup
{
    public string? Name { get; set; }

    public string? Label { get; set; }

    public string? Description { get; set; }

    public string? Location { get; set; }

    internal static readonly Shape<CreateAffinityGroup> Shape = new Shape<CreateAffinityGroup>()
        .Text(d => d.Name, required: true)
        .EncodedText(d => d.Label, required: true)
        .Text(d => d.Description)
        .Text(d => d.Location, required: true);
}
