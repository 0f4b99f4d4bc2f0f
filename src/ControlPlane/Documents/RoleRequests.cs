using System.Collections.Immutable;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

/// <summary>What machine a request asks for. Provisioning sets are read for the host name only: nothing secret gets further.</summary>
internal static class RoleRequests
{
    public const string NetworkType = "NetworkConfiguration";

    /// <summary>Of one that is there: its disk, which it keeps, may have any name.</summary>
    public static RoleRequest OfUpdate(Wire.Role document) => Of(document) with { Image = ImageOf(document) };

    public static RoleRequest Of(Wire.Role document)
    {
        var sets = document.ConfigurationSets ?? [];
        var provisioning = sets.FirstOrDefault(IsProvisioning);
        return new RoleRequest(
            document.RoleName,
            Absent(document.RoleSize),
            ImageOf(document) ?? Absent(document.OSVirtualHardDisk?.DiskName),
            Absent(document.AvailabilitySetName),
            Absent(provisioning?.ComputerName) ?? Absent(provisioning?.HostName),
            sets.FirstOrDefault(set => IsType(set, NetworkType)) is { } network ? Of(network) : null,
            Echo(document));
    }

    private static string? ImageOf(Wire.Role document) => Absent(document.OSVirtualHardDisk?.SourceImageName) ?? Absent(document.VMImageName);

    /// <summary>What the request carried that nothing here makes use of, a sentence each.</summary>
    public static IEnumerable<string> Unused(Wire.Role document) =>
    [
        .. Sets(document).Where(IsProvisioning).Select(set => $"{document.RoleName}: the {set.ConfigurationSetType} was accepted, not used."),
        .. document.Unused.Concat(Sets(document).SelectMany(set => set.Unused)).Select(name => DefinitionRequests.Sentence(document.RoleName ?? "", name)),
        .. Sets(document).SelectMany(set => EndpointRequests.Unused($"{document.RoleName}/", set.InputEndpoints)),
    ];

    private static List<Wire.ConfigurationSet> Sets(Wire.Role document) => document.ConfigurationSets ?? [];

    private static RoleNetworkRequest Of(Wire.ConfigurationSet document) => new(
        [.. document.SubnetNames ?? []],
        Absent(document.StaticVirtualNetworkIPAddress),
        EndpointRequests.Of(document.InputEndpoints));

    private static ImmutableSortedDictionary<string, string> Echo(Wire.Role document)
    {
        var disk = document.OSVirtualHardDisk;
        (string Name, string? Value)[] elements =
        [
            (EchoedElements.Label, document.Label),
            (EchoedElements.MediaLocation, document.MediaLocation),
            (EchoedElements.HostCaching, disk?.HostCaching),
            (EchoedElements.DiskLabel, disk?.DiskLabel),
            (EchoedElements.MediaLink, disk?.MediaLink),
            (EchoedElements.GuestAgent, document.ProvisionGuestAgent is { } agent ? (agent ? "true" : "false") : null),
        ];
        return elements.Where(element => element.Value is { Length: > 0 })
            .ToImmutableSortedDictionary(element => element.Name, element => element.Value!, StringComparer.Ordinal);
    }

    private static bool IsProvisioning(Wire.ConfigurationSet set) =>
        IsType(set, "WindowsProvisioningConfiguration") || IsType(set, "LinuxProvisioningConfiguration");

    private static bool IsType(Wire.ConfigurationSet set, string type) =>
        type.Equals(set.ConfigurationSetType, StringComparison.OrdinalIgnoreCase);

    private static string? Absent(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
