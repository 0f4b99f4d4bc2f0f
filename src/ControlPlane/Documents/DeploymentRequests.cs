using System.Collections.Immutable;
using Ilb.ControlPlane.Api;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class DeploymentRequests
{
    public static (CreateDeployment Command, ImmutableArray<string> Notes) Of(ApiRequest request, string service)
    {
        var document = RequestDocument.Read<Wire.Deployment>(request);
        var roles = document.RoleList ?? [];
        var command = new CreateDeployment(
            request.Subscription,
            service,
            document.Name,
            document.DeploymentSlot,
            document.Label is { } label ? Wire.XmlDocuments.DecodeLabel(label) : null,
            string.IsNullOrWhiteSpace(document.VirtualNetworkName) ? null : document.VirtualNetworkName,
            [.. roles.Select(RoleRequests.Of)],
            [.. (document.LoadBalancers ?? []).Select(LoadBalancerRequests.Of)]);
        return (command, [.. Unused(document), .. roles.SelectMany(RoleRequests.Unused)]);
    }

    private static IEnumerable<string> Unused(Wire.Deployment document)
    {
        if (document.Dns?.DnsServers is [_, ..])
            yield return "The deployment's own DNS settings were accepted, not used: machines get the name servers of their virtual network.";
        if (document.ExtendedProperties is [_, ..])
            yield return DefinitionRequests.Sentence("The deployment", nameof(document.ExtendedProperties));
        if (!string.IsNullOrEmpty(document.ReservedIPName))
            yield return $"The reserved IP {document.ReservedIPName} was accepted, not used: there are none.";
    }
}
