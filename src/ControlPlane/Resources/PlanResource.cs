using System.Net;
using System.Text.Json;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Plans;

namespace Ilb.ControlPlane.Resources;

/// <summary>
/// Plans: POST begins one, whose id is that of the request; below ilb/plans/ID is all that the API has, answered by a shadow of the
/// state; GET tells what became of the shadow.
/// </summary>
internal sealed class PlanResource(IStateOwner owner, PlanBook plans)
{
    public ApiAnswer Begin(ApiRequest request) => Answer(HttpStatusCode.Created, plans.Begin(request.Id, request.Subscription));

    public ApiAnswer Get(ApiRequest request) => Answer(HttpStatusCode.OK, plans.Find(request.Subscription, request["plan"]));

    public ApiAnswer End(ApiRequest request)
    {
        plans.End(request.Subscription, request["plan"]);
        return ApiAnswer.Done;
    }

    private ApiAnswer Answer(HttpStatusCode status, Plan plan) =>
        ApiAnswer.Json(JsonSerializer.Serialize(PlanView.Report(plan, owner), JsonSerializerOptions.Web)) with { Status = status };
}
