using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>An InstanceAddress of a .cscfg file: the first subnet with a free address counts.</summary>
public sealed record InstanceAddressElement(string Role, ImmutableArray<string> Subnets);
