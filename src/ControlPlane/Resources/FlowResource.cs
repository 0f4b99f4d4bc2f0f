using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Status;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Resources;

/// <summary>The connections of a subscription's networks: ilb/flows?vip=10.0.0.6:100&amp;client=client1&amp;backend=web1&amp;limit=50.</summary>
internal sealed class FlowResource(IStateOwner owner)
{
    private const int UsualLimit = 50, LargestLimit = 10_000;

    public ApiAnswer List(ApiRequest request)
    {
        var view = new FlowView(owner.Current.Snapshot, request.Subscription);
        var query = Query(view, request);
        if (owner.Node is not { } node)
            throw ApiException.Busy("No agent is connected that could tell which flows there are; try again in a moment.");
        return ApiAnswer.Json(JsonSerializer.Serialize(view.Report(node.Flows(query)), JsonSerializerOptions.Web));
    }

    private static FlowQuery Query(FlowView view, ApiRequest request)
    {
        var client = request.QueryValue("client") is { Length: > 0 } caller ? Client(view, caller) : default;
        return new FlowQuery(view.Backends(request.QueryValue("backend") is { Length: > 0 } name ? Called.Machine(view.Machines, name) : null), request.Limit(UsualLimit, LargestLimit))
        {
            Vip = request.QueryValue("vip") is { Length: > 0 } vip ? Vip(view, vip) : null,
            Clients = client.Places,
            ClientNetworks = client.Networks,
        };
    }

    private static IPEndPoint Vip(FlowView view, string text)
    {
        var places = view.Sets.Select(set => $"{new IPEndPoint(set.Address, set.PublicPort)}").Distinct().ToList();
        return Place(text) is { } vip && view.Sets.Any(set => set.Address.Equals(vip.Address) && (vip.Port == 0 || set.PublicPort == vip.Port))
            ? vip
            : throw ApiException.NotFound($"There is no VIP '{text}'; there are: {string.Join(", ", places.DefaultIfEmpty("(none)"))}.");
    }

    private static (IReadOnlyList<IPEndPoint>? Places, IReadOnlySet<uint>? Networks) Client(FlowView view, string text)
    {
        if (Place(text) is { } place)
            return ([place], null);
        var machine = Called.Machine(view.Machines, text);
        return ([.. machine.Addresses.Select(address => new IPEndPoint(address, 0))], view.NetworksThatKnow(machine));
    }

    /// <summary>"10.0.0.6" or "10.0.0.6:100" as it is written, or any form of IPv6; null for a name.</summary>
    private static IPEndPoint? Place(string text) =>
        IPEndPoint.TryParse(text, out var place) && (place.AddressFamily == AddressFamily.InterNetworkV6 || place.ToString() == text || place.Address.ToString() == text) ? place : null;
}
