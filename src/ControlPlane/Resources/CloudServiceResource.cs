using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Resources;

internal sealed class CloudServiceResource(IStateOwner owner, Changes changes)
{
    public ApiAnswer List(ApiRequest request)
    {
        var subscription = owner.Current.Subscription(request.Subscription);
        return ApiAnswer.Xml(new Wire.HostedServiceList
        {
            HostedServices = [.. subscription.CloudServices.Select(service => HostedServiceAnswer.Of(request, service))],
        });
    }

    public ApiAnswer Get(ApiRequest request)
    {
        var lookup = new Lookup(owner.Current, request);
        var service = lookup.Service();
        var answer = HostedServiceAnswer.Of(request, service);
        if ("true".Equals(request.QueryValue("embed-detail"), StringComparison.OrdinalIgnoreCase))
            answer.Deployments =
                [.. service.Deployments.Select(deployment => DeploymentAnswer.Of(lookup.State, lookup.Subscription, service, deployment))];
        return ApiAnswer.Xml(answer);
    }

    /// <summary>Machines get none, so every cloud service has an empty list.</summary>
    public ApiAnswer Certificates(ApiRequest request)
    {
        new Lookup(owner.Current, request).Service();
        return SubscriptionResource.Empty("Certificates")(request);
    }

    /// <summary>Names are unique over all subscriptions; the answer does not tell whose it is.</summary>
    public ApiAnswer IsAvailable(ApiRequest request)
    {
        var taken = owner.Current.Desired.Subscriptions.Any(subscription => subscription.CloudService(request["service"]) is not null);
        return ApiAnswer.Xml(new Wire.AvailabilityResponse
        {
            Result = !taken,
            Reason = taken ? "The specified DNS name is already taken." : "",
        });
    }

    public Task<ApiAnswer> CreateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var (command, notes) = CloudServiceRequests.OfNew(request);
        return DoAsync(request, command, "Create cloud service", command.Name, notes, ApiAnswer.Created);
    }

    public Task<ApiAnswer> UpdateAsync(ApiRequest request, CancellationToken cancellation)
    {
        var (command, notes) = CloudServiceRequests.OfUpdate(request, request["service"]);
        return DoAsync(request, command, "Update cloud service", request["service"], notes, ApiAnswer.Done);
    }

    public Task<ApiAnswer> DeleteAsync(ApiRequest request, CancellationToken cancellation) => changes.DoAsync(
        request, new DeleteCloudService(request.Subscription, request["service"], WithDeployments: false), ApiAnswer.Done);

    public Task<ApiAnswer> DeleteAllAsync(ApiRequest request, CancellationToken cancellation) => changes.BeginAsync(
        request,
        new DeleteCloudService(request.Subscription, request["service"], WithDeployments: true),
        "Delete cloud service",
        request["service"]);

    /// <summary>Complete when stored. An operation tells what was not used, where there is something.</summary>
    private Task<ApiAnswer> DoAsync(ApiRequest request, Command command, string kind, string? service, IReadOnlyList<string> notes, ApiAnswer answer) =>
        notes.Count == 0 ? changes.DoAsync(request, command, answer) : changes.BeginAsync(request, command, kind, service ?? "", notes, answer);
}
