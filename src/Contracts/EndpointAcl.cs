using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Who may reach an endpoint.</summary>
public sealed class EndpointAcl
{
    public List<AclRule>? Rules { get; set; }

    internal static readonly Shape<EndpointAcl> Shape = new Shape<EndpointAcl>()
        .List(d => d.Rules, "Rule", AclRule.Shape);
}
