using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>An image with data disks.</summary>
public sealed class VMImage
{
    public string? Name { get; set; }

    public string? Label { get; set; }

    public string? Category { get; set; }

    public string? Description { get; set; }

    internal static readonly Shape<VMImage> Shape = new Shape<VMImage>()
        .Text(d => d.Name, required: true)
        .Text(d => d.Label)
        .Text(d => d.Category)
        .Text(d => d.Description);
}
