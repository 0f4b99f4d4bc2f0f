using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Changes label and description of an affinity group.</summary>
public sealed class UpdateAffinityGroup
{
    public string? Label { get; set; }

    public string? Description { get; set; }

    internal static readonly Shape<UpdateAffinityGroup> Shape = new Shape<UpdateAffinityGroup>()
        .EncodedText(d => d.Label, required: true)
        .Text(d => d.Description);
}
