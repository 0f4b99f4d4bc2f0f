using System.Text.Json;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Status;
using Ilb.Model.Commands;

namespace Ilb.ControlPlane.Resources;

/// <summary>
/// Taking machines out of their sets, ilb's own: POST ilb/drains {"machines":["web1"],"deadlineSeconds":300,"atEnd":"reset"}, and in
/// again: DELETE ilb/drains?machines=web1,web2&amp;set=intwebeplb. Both begin an operation, which ends when the kernel knows.
/// </summary>
internal sealed class DrainResource(IStateOwner owner, Changes changes)
{
    public ApiAnswer List(ApiRequest request)
    {
        var state = owner.Current;
        var view = new DrainView(state, state.Subscription(request.Subscription), owner.Node?.FlowsPerBackend(), owner.Now);
        return ApiAnswer.Json(JsonSerializer.Serialize(view.Lines, JsonSerializerOptions.Web));
    }

    public Task<ApiAnswer> BeginAsync(ApiRequest request, CancellationToken cancellation)
    {
        var wanted = DrainRequest.Of(request);
        var command = new BeginDrain(
            request.Subscription, [.. wanted.Machines ?? []], wanted.Set, wanted.DeadlineSeconds, wanted.AtEnd, wanted.Udp);
        return changes.BeginAsync(request, command, "Drain", string.Join(", ", command.Machines));
    }

    public Task<ApiAnswer> EndAsync(ApiRequest request, CancellationToken cancellation)
    {
        var machines = request.RequiredQuery("machines").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return changes.BeginAsync(
            request, new EndDrain(request.Subscription, [.. machines], request.QueryValue("set")), "End drain", string.Join(", ", machines));
    }
}
