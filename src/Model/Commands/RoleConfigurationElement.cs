using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>A Role of a .cscfg file.</summary>
public sealed record RoleConfigurationElement(string Name, int? Instances, ImmutableArray<KeyValuePair<string, string>> Settings);
