using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

internal sealed class RoleResource(IStateOwner owner, Changes changes)
{
    public ApiAnswer Get(ApiRequest request)
    {
        var lookup = new Lookup(owner.Current, request);
        return ApiAnswer.Xml(RoleAnswer.Of(lookup.DeploymentByName(), lookup.Role()));
    }

    public Task<ApiAnswer> AddAsync(ApiRequest request, CancellationToken cancellation)
    {
        var document = RequestDocument.Read<Wire.Role>(request);
        var command = new AddRole(request.Subscription, request["service"], request["deployment"], RoleRequests.Of(document));
        return changes.BeginAsync(request, command, "Add role", Target(request, document.RoleName), [.. RoleRequests.Unused(document)]);
    }

    public Task<ApiAnswer> UpdateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var document = RequestDocument.Read<Wire.Role>(request);
        var command = new UpdateRole(
            request.Subscription, request["service"], request["deployment"], request["role"], RoleRequests.OfUpdate(document));
        return changes.BeginAsync(request, command, "Update role", Target(request, request["role"]), [.. RoleRequests.Unused(document)]);
    }

    public Task<ApiAnswer> DeleteAsync(ApiRequest request, CancellationToken cancellation) => changes.BeginAsync(
        request,
        new DeleteRole(request.Subscription, request["service"], request["deployment"], request["role"]),
        "Delete role",
        Target(request, request["role"]));

    public Task<ApiAnswer> OperateOneAsync(ApiRequest request, CancellationToken cancellation)
    {
        var command = RoleOperationRequests.OfOne(request, request["service"], request["deployment"], request["role"]);
        return changes.BeginAsync(request, command, KindOf(command), Target(request, request["role"]));
    }

    public Task<ApiAnswer> OperateSeveralAsync(ApiRequest request, CancellationToken cancellation)
    {
        var command = RoleOperationRequests.OfSeveral(request, request["service"], request["deployment"]);
        return changes.BeginAsync(request, command, KindOf(command), $"{request["service"]}/{request["deployment"]}");
    }

    public Task<ApiAnswer> RebootByNameAsync(ApiRequest request, CancellationToken cancellation) => RebootAsync(request, request["deployment"]);

    public Task<ApiAnswer> RebootBySlotAsync(ApiRequest request, CancellationToken cancellation) =>
        RebootAsync(request, new Lookup(owner.Current, request).DeploymentBySlot().Name);

    private Task<ApiAnswer> RebootAsync(ApiRequest request, string deployment)
    {
        var command = new RestartRoles(request.Subscription, request["service"], deployment, [request["role"]]);
        return changes.BeginAsync(request, command, KindOf(command), Target(request, request["role"]));
    }

    private static string KindOf(DeploymentCommand command) => command switch
    {
        StartRoles => "Start role",
        StopRoles => "Shut down role",
        _ => "Restart role",
    };

    private static string Target(ApiRequest request, string? role) => $"{request["service"]}/{role}";
}
