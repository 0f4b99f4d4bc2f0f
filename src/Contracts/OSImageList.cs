using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>All images.</summary>
public sealed class OSImageList
{
    public List<OSImage> Images { get; set; } = [];

    internal static readonly Shape<OSImageList> Shape = new Shape<OSImageList>()
        .Items(d => d.Images, "OSImage", OSImage.Shape);
}
