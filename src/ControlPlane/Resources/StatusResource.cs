using System.Text.Json;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Status;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Resources;

/// <summary>What the classic API lacks, as JSON.</summary>
internal sealed class StatusResource(IStateOwner owner, Operator who)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public ApiAnswer Get(ApiRequest request)
    {
        var state = owner.Current;
        var view = View(request, state);
        var (vips, machines, gateways) = (view.Vips, view.Machines, view.Gateways);
        // Verdicts and tables are of the node: only who runs it may see what all tenants' packets did.
        var whole = who.Asks(request) ? owner.Node : null;
        var tables = whole?.Tables() ?? [];
        return Answer(new StatusReport(
            VerdictLine.Of(vips, machines, gateways),
            vips.All(vip => vip.IsServed),
            state.Desired.Revision,
            state.Snapshot.Revision,
            vips,
            machines,
            whole?.Verdicts() ?? new Dictionary<string, ulong>(),
            Limitations(hasGateways: gateways.Count > 0),
            view.Operations)
        {
            Applied = state.Applied,
            Gateways = gateways,
            Peerings = view.Peerings,
            Tables = tables,
            Notes = [.. view.Notes, .. tables.Where(table => table.IsAlmostFull).Select(table => table.ToString())],
        });
    }

    public ApiAnswer Machines(ApiRequest request) => Answer(View(request, owner.Current).Machines);

    private IReadOnlyList<string> Limitations(bool hasGateways) =>
        owner.Node is not { } node ? ["no agent is connected"]
        : hasGateways ? [.. node.Limitations(), .. node.GatewayLimitations()]
        : node.Limitations();

    private StatusView View(ApiRequest request, PublishedState state) => new(
        state,
        state.Subscription(request.Subscription),
        owner.Health.ToDictionary(backend => backend.Target.Backend),
        owner.Node,
        who.Asks(request));

    private static ApiAnswer Answer<T>(T value) => ApiAnswer.Json(JsonSerializer.Serialize(value, Json));
}
