using System.Collections.Immutable;
using Ilb.ControlPlane.Api;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

/// <summary>Start, shutdown and restart of one role or several.</summary>
internal static class RoleOperationRequests
{
    public static DeploymentCommand OfOne(ApiRequest request, string service, string deployment, string role)
    {
        if (NotOffered.OfMachine(RequestDocument.RootOf(request)) is { } sentence)
            throw ApiException.NotFound(sentence);
        var document = RequestDocument.Read<Wire.RoleOperation>(request);
        return Of(request, service, deployment, [role], document.OperationType, document.PostShutdownAction);
    }

    public static DeploymentCommand OfSeveral(ApiRequest request, string service, string deployment)
    {
        var document = RequestDocument.Read<Wire.RolesOperation>(request);
        return Of(request, service, deployment, [.. document.Roles ?? []], document.OperationType, document.PostShutdownAction);
    }

    private static DeploymentCommand Of(
        ApiRequest request, string service, string deployment, ImmutableArray<string> roles, string? type, string? afterwards)
    {
        var subscription = request.Subscription;
        return type switch
        {
            "StartRoleOperation" or "StartRolesOperation" => new StartRoles(subscription, service, deployment, roles),
            "RestartRoleOperation" => new RestartRoles(subscription, service, deployment, roles),
            "ShutdownRoleOperation" or "ShutdownRolesOperation" =>
                new StopRoles(subscription, service, deployment, roles, StaysProvisioned(afterwards)),
            _ => throw ApiException.InvalidXml(
                $"OperationType: '{type}' is none of StartRoleOperation, ShutdownRoleOperation, RestartRoleOperation."),
        };
    }

    private static bool StaysProvisioned(string? afterwards) => afterwards switch
    {
        null or "" or "Stopped" => true,
        "StoppedDeallocated" => false,
        _ => throw ApiException.BadRequest($"PostShutdownAction: '{afterwards}' is none of Stopped, StoppedDeallocated."),
    };
}
