using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>The network configuration set of a role; an update replaces all of it.</summary>
public sealed record RoleNetworkRequest(
    ImmutableArray<string> SubnetNames,
    string? StaticAddress,
    ImmutableArray<EndpointRequest> Endpoints);
