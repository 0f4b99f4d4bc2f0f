using System;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>An image that machines can start from.</summary>
public sealed class OSImage
{
    public string? AffinityGroup { get; set; }

    /// <summary>User makes clients skip their storage account.</summary>
    public string? Category { get; set; }

    public string? Label { get; set; }

    public string? Location { get; set; }

    public int? LogicalSizeInGB { get; set; }

    public string? MediaLink { get; set; }

    public string? Name { get; set; }

    /// <summary>Linux or Windows.</summary>
    public string? OS { get; set; }

    public string? Eula { get; set; }

    public string? Description { get; set; }

    public string? ImageFamily { get; set; }

    public bool? ShowInGui { get; set; }

    public DateTimeOffset? PublishedDate { get; set; }

    public bool? IsPremium { get; set; }

    public string? RecommendedVMSize { get; set; }

    public string? PublisherName { get; set; }

    internal static readonly Shape<OSImage> Shape = new Shape<OSImage>()
        .Text(d => d.AffinityGroup)
        .Text(d => d.Category)
        .Text(d => d.Label)
        .Text(d => d.Location)
        .Number(d => d.LogicalSizeInGB)
        .Text(d => d.MediaLink)
        .Text(d => d.Name, required: true)
        .Text(d => d.OS)
        .Text(d => d.Eula)
        .Text(d => d.Description)
        .Text(d => d.ImageFamily)
        .Flag(d => d.ShowInGui)
        .Time(d => d.PublishedDate)
        .Flag(d => d.IsPremium)
        .Text(d => d.RecommendedVMSize)
        .Text(d => d.PublisherName);
}
