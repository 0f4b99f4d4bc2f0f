using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>All images with data disks.</summary>
public sealed class VMImageList
{
    public List<VMImage> Images { get; set; } = [];

    internal static readonly Shape<VMImageList> Shape = new Shape<VMImageList>()
        .Items(d => d.Images, "VMImage", VMImage.Shape);
}
