namespace Ilb.Cmdlets;

/// <summary>An image that machines can start from.</summary>
public sealed class OSImageContext : ManagementOperationContext
{
    public string? ImageName { get; set; }

    public string? OS { get; set; }

    public string? Label { get; set; }

    public string? Description { get; set; }

    public string? Category { get; set; }

    public string? Location { get; set; }

    public string? ImageFamily { get; set; }

    public string? PublisherName { get; set; }

    public string? RecommendedVMSize { get; set; }
}
