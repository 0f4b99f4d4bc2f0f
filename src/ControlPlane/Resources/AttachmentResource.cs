using System.Net;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Resources;

/// <summary>
/// What machines are attached to, ilb's own and the operator's alone: it names things of the host. POST ilb/attachments
/// {"machine":"web1","namespace":"/run/netns/web"}, and DELETE ilb/attachments?machine=web1. Machines of every subscription are meant:
/// whoever made one with the image "attached" waits for that.
/// </summary>
internal sealed class AttachmentResource(IStateOwner owner, Changes changes, Operator who)
{
    public Task<ApiAnswer> AttachAsync(ApiRequest request, CancellationToken cancellation)
    {
        RefuseTenants(request);
        var wanted = AttachmentRequest.Of(request);
        var machine = Called.AnybodysMachine(owner.Current.Snapshot.Machines, wanted.Machine ?? "", request.Subscription);
        var binding = Examined(machine, wanted.Binding);
        return changes.BeginAsync(request, new AttachMachine(request.Subscription, machine.FullName, binding), "Attach", machine.FullName);
    }

    public Task<ApiAnswer> DetachAsync(ApiRequest request, CancellationToken cancellation)
    {
        RefuseTenants(request);
        var machine = Called.AnybodysMachine(owner.Current.Snapshot.Machines, request.RequiredQuery("machine"), request.Subscription);
        return changes.BeginAsync(request, new DetachMachine(request.Subscription, machine.FullName), "Detach", machine.FullName);
    }

    private void RefuseTenants(ApiRequest request)
    {
        if (!who.Asks(request))
            throw new ApiException(
                HttpStatusCode.Forbidden, "ForbiddenError", "What a machine is attached to is of the host: only the subscription of its operator may say it.");
    }

    /// <summary>What the rules refuse anyhow is not asked of the node.</summary>
    private Binding Examined(MachineEntry machine, Binding binding)
    {
        if (!machine.IsAttached || machine.Binding?.Names(binding) == false || owner.Node is not { } node)
            return binding;
        var answer = node.Examine(machine.Port, binding);
        return answer.Trouble is null
            ? answer.Binding
            : throw ApiException.BadRequest($"{machine.FullName} can't be attached: {answer.Trouble}");
    }
}
