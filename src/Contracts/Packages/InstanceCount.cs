using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>How many instances a role has.</summary>
public sealed class InstanceCount
{
    public int? Count { get; set; }

    internal static readonly Shape<InstanceCount> Shape = new Shape<InstanceCount>()
        .NumberAttribute(d => d.Count, "count", required: true);
}
