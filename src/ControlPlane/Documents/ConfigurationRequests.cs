using System.Collections.Immutable;
using System.Text;
using Ilb.Contracts;
using Ilb.ControlPlane.Api;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts.Packages;

namespace Ilb.ControlPlane.Documents;

/// <summary>What a .cscfg file says.</summary>
internal static class ConfigurationRequests
{
    /// <param name="xml">The file, which travels as text in another document.</param>
    public static (ServiceConfigurationDocument Document, ImmutableArray<string> Notes) Of(string? xml)
    {
        var document = RequestDocument.Read<Wire.ServiceConfiguration>(Encoding.UTF8.GetBytes(WithoutDeclaration(xml ?? "")));
        var network = document.NetworkConfiguration ?? new Wire.NetworkSettings();
        var configuration = new ServiceConfigurationDocument(
            xml ?? "",
            [.. document.Roles.Select(Of)],
            Absent(network.VirtualNetworkSite?.Name),
            [.. (network.AddressAssignments?.InstanceAddresses ?? []).Select(Of)],
            [.. (network.LoadBalancers ?? []).Select(Of)],
            [.. (network.AccessControls ?? []).Select(Of)],
            [.. (network.EndpointAcls ?? []).Select(acl => new EndpointAclElement(acl.Role ?? "", Absent(acl.Endpoint) ?? Absent(acl.EndPoint), acl.AccessControl ?? ""))]);
        return (configuration, Unused(document, network));
    }

    /// <summary>The encoding that the file declares is not the one of this text.</summary>
    private static string WithoutDeclaration(string xml)
    {
        var text = xml.TrimStart('\uFEFF');
        var end = text.StartsWith("<?xml", StringComparison.Ordinal) ? text.IndexOf("?>", StringComparison.Ordinal) : -1;
        return end < 0 ? text : text[(end + 2)..];
    }

    private static ImmutableArray<string> Unused(Wire.ServiceConfiguration document, Wire.NetworkSettings network) =>
    [
        .. document.Roles.SelectMany(role => role.Unused.Select(name => DefinitionRequests.Sentence($"Role[{role.Name}]", name))),
        .. network.Unused.Concat(network.AddressAssignments?.Unused ?? []).Concat((network.AddressAssignments?.InstanceAddresses ?? []).SelectMany(a => a.Unused))
            .Distinct().Select(name => DefinitionRequests.Sentence("NetworkConfiguration", name)),
    ];

    private static RoleConfigurationElement Of(Wire.RoleConfiguration document) => new(
        document.Name ?? "",
        document.Instances?.Count,
        [.. (document.ConfigurationSettings ?? []).Select(setting => KeyValuePair.Create(setting.Name ?? "", setting.Value ?? ""))]);

    private static InstanceAddressElement Of(Wire.InstanceAddress document) =>
        new(document.RoleName ?? "", [.. (document.Subnets ?? []).Select(subnet => subnet.Name ?? "")]);

    private static LoadBalancerRequest Of(Wire.PackageLoadBalancer document) => new(
        document.Name,
        document.FrontendIPConfiguration?.Type,
        Absent(document.FrontendIPConfiguration?.Subnet),
        Absent(document.FrontendIPConfiguration?.StaticVirtualNetworkIPAddress));

    private static AccessControlElement Of(Wire.AccessControl document) => new(
        document.Name ?? "",
        [.. document.Rules.Select(rule => new AclRuleRequest(rule.Order, rule.Action, rule.RemoteSubnet, rule.Description))]);

    private static string? Absent(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
