using Ilb.Contracts;
using Ilb.ControlPlane.Api;
using Ilb.Model.Commands;

namespace Ilb.ControlPlane.Documents;

/// <summary>What cloud service a request asks for, and what of it nothing here makes use of.</summary>
internal static class CloudServiceRequests
{
    public static (CreateCloudService Command, IReadOnlyList<string> Notes) OfNew(ApiRequest request)
    {
        var document = RequestDocument.Read<CreateHostedService>(request);
        var command = new CreateCloudService(
            request.Subscription,
            document.ServiceName,
            document.Label,
            document.Description,
            string.IsNullOrEmpty(document.Location) ? null : document.Location,
            string.IsNullOrEmpty(document.AffinityGroup) ? null : document.AffinityGroup);
        return (command, Unused(document.ServiceName, document.ExtendedProperties, document.ReverseDnsFqdn));
    }

    public static (UpdateCloudService Command, IReadOnlyList<string> Notes) OfUpdate(ApiRequest request, string service)
    {
        var document = RequestDocument.Read<UpdateHostedService>(request);
        var command = new UpdateCloudService(request.Subscription, service, document.Label, document.Description);
        return (command, Unused(service, document.ExtendedProperties, document.ReverseDnsFqdn));
    }

    private static IReadOnlyList<string> Unused(string? service, List<ExtendedProperty>? properties, string? reverseName) =>
    [
        .. properties is [_, ..] ? [DefinitionRequests.Sentence(service ?? "", "ExtendedProperties")] : Array.Empty<string>(),
        .. string.IsNullOrWhiteSpace(reverseName) ? [] : new[] { DefinitionRequests.Sentence(service ?? "", "ReverseDnsFqdn") },
    ];
}
