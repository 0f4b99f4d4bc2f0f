using System.Net;
using System.Text.Json;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Resources;

/// <summary>
/// Which subscriptions there are, ilb's own. The operator of the host makes and removes them and sees their names, not what is in them. POST
/// ilb/subscriptions {"name":"blue","certificate":"base64 of a .cer file"}, and DELETE ilb/subscriptions/ID. Others see their own.
/// </summary>
internal sealed class TenantResource(IStateOwner owner, Changes changes, PackageResource packages, Operator who)
{
    public ApiAnswer List(ApiRequest request) => ApiAnswer.Json(JsonSerializer.Serialize(
        owner.Current.Desired.Subscriptions.Where(one => who.Asks(request) || one.Id == request.Subscription).OrderBy(one => one.Name, Named.Comparer).Select(Line), JsonSerializerOptions.Web));

    public async Task<ApiAnswer> AddAsync(ApiRequest request, CancellationToken cancellation)
    {
        RefuseTenants(request);
        var wanted = TenantRequest.Of(request);
        var (read, problem) = PublicPart.Read(wanted.Certificate, owner.Now);
        using var certificate = read ?? throw ApiException.BadRequest($"certificate: {problem}");
        var made = new AddSubscription(Guid.ParseExact(request.Id, "N"), wanted.Name, PublicPart.Of(certificate, owner.Now));
        await changes.DoAsync(request, made, ApiAnswer.Created);
        var line = new TenantLine(made.Subscription, made.Name!, 1, IsOperator: false);
        return ApiAnswer.Json(JsonSerializer.Serialize(line, JsonSerializerOptions.Web)) with
        {
            Status = HttpStatusCode.Created,
            Changed = $"Add subscription {line.Name} {line.Id} with {made.Certificate} {certificate.Subject}",
        };
    }

    public async Task<ApiAnswer> RemoveAsync(ApiRequest request, CancellationToken cancellation)
    {
        RefuseTenants(request);
        if (!Guid.TryParseExact(request["tenant"], "D", out var id) || owner.Current.Desired.Subscription(id) is not { } found)
            throw ApiException.NotFound($"The subscription '{request["tenant"]}' does not exist.");
        if (id == who.Subscription)
            throw new ApiException(HttpStatusCode.Conflict, "ConflictError", $"The subscription {found} is that of the host's operator, and stays.");
        await changes.DoAsync(request, new RemoveSubscription(id), ApiAnswer.Done);
        packages.Forget(id);
        return ApiAnswer.Done with { Changed = $"Remove subscription {found}" };
    }

    private TenantLine Line(SubscriptionState subscription) =>
        new(subscription.Id, subscription.Name, subscription.Certificates.Length, subscription.Id == who.Subscription);

    private void RefuseTenants(ApiRequest request)
    {
        if (!who.Asks(request))
            throw new ApiException(HttpStatusCode.Forbidden, "ForbiddenError", "Which subscriptions there are is of the host: only the subscription of its operator may say it.");
    }
}
