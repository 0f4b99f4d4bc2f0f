using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

internal sealed class AffinityGroupResource(IStateOwner owner, Changes changes)
{
    public ApiAnswer List(ApiRequest request)
    {
        var subscription = owner.Current.Subscription(request.Subscription);
        return ApiAnswer.Xml(new Wire.AffinityGroupList
        {
            AffinityGroups = [.. subscription.AffinityGroups.Select(group => AffinityGroupAnswer.Of(group))],
        });
    }

    public ApiAnswer Get(ApiRequest request)
    {
        var subscription = owner.Current.Subscription(request.Subscription);
        var group = subscription.AffinityGroup(request["group"]) ?? throw ApiException.NotFound("The affinity group does not exist.");
        var services = subscription.CloudServices.Where(service => Named.Same(service.AffinityGroup, group.Name));
        return ApiAnswer.Xml(AffinityGroupAnswer.Of(group, services.Select(service => HostedServiceAnswer.Reference(request, service))));
    }

    public Task<ApiAnswer> CreateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var document = RequestDocument.Read<Wire.CreateAffinityGroup>(request);
        var command = new CreateAffinityGroup(
            request.Subscription, document.Name, document.Label, document.Description, document.Location);
        return changes.DoAsync(request, command, ApiAnswer.Created);
    }

    public Task<ApiAnswer> UpdateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var document = RequestDocument.Read<Wire.UpdateAffinityGroup>(request);
        var command = new UpdateAffinityGroup(request.Subscription, request["group"], document.Label, document.Description);
        return changes.DoAsync(request, command, ApiAnswer.Done);
    }

    public Task<ApiAnswer> DeleteAsync(ApiRequest request, CancellationToken cancellation) =>
        changes.DoAsync(request, new DeleteAffinityGroup(request.Subscription, request["group"]), ApiAnswer.Done);
}
