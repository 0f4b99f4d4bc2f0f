using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>All affinity groups.</summary>
public sealed class AffinityGroupList
{
    public List<AffinityGroup> AffinityGroups { get; set; } = [];

    internal static readonly Shape<AffinityGroupList> Shape = new Shape<AffinityGroupList>()
        .Items(d => d.AffinityGroups, "AffinityGroup", AffinityGroup.Shape);
}
