using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>A Role as a request carries it.</summary>
/// <param name="Image">SourceImageName of the OS disk, or VMImageName.</param>
/// <param name="HostName">From the provisioning configuration; null: the role's name.</param>
/// <param name="Network">Null when there is no network configuration set: an update then keeps it as it is.</param>
/// <param name="Echo">What is stored to be returned only: element name → its XML, free of secrets.</param>
public sealed record RoleRequest(
    string? Name,
    string? Size,
    string? Image,
    string? AvailabilitySet,
    string? HostName,
    RoleNetworkRequest? Network,
    ImmutableSortedDictionary<string, string> Echo);
