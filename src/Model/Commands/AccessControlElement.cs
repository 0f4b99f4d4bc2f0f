using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>An AccessControl of a .cscfg file.</summary>
public sealed record AccessControlElement(string Name, ImmutableArray<AclRuleRequest> Rules);
