using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Status;
using Ilb.ControlPlane.Traces;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Resources;

/// <summary>What would become of a packet: ilb/trace?from=client1&amp;to=10.0.0.6:100&amp;protocol=tcp&amp;sourcePort=40000&amp;midFlow=true.</summary>
internal sealed class TraceResource(IStateOwner owner)
{
    public ApiAnswer Get(ApiRequest request)
    {
        var snapshot = owner.Current.Snapshot;
        var view = new FlowView(snapshot, request.Subscription);
        var (machine, query) = Query(view, request);
        var answer = Try(query) ?? throw ApiException.Busy($"{machine.FullName} has no interface now, so no packet comes from it; try again in a moment.");
        var report = new TraceView(snapshot, request.Subscription, view).Report(machine, query, answer);
        return ApiAnswer.Json(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
    }

    private TraceAnswer? Try(TraceQuery query)
    {
        if (owner.Node is not { } node)
            throw ApiException.Busy("No agent is connected that could try a packet; try again in a moment.");
        try
        {
            return node.Trace(query);
        }
        catch (TraceException problem)
        {
            throw ApiException.Busy($"No packet can be tried now: {problem.Message}");
        }
    }

    private static (MachineEntry Machine, TraceQuery Query) Query(FlowView view, ApiRequest request)
    {
        var machine = Called.Machine(view.Machines, request.RequiredQuery("from"));
        var (place, protocol) = Called.Place(view, request.RequiredQuery("to"), ProtocolOf(request.QueryValue("protocol")));
        if (machine.Power == MachinePower.Stopped)
            throw ApiException.BadRequest($"{machine.FullName} is stopped: it sends nothing.");
        return (machine, new TraceQuery(machine.Port, new IPEndPoint(Source(machine, place), SourcePort(request)), place, protocol, IsMidFlow(request)));
    }

    /// <summary>The machine's own, of the family of whom it calls.</summary>
    private static IPAddress Source(MachineEntry machine, IPEndPoint place) => place.AddressFamily == AddressFamily.InterNetwork
        ? machine.Address
        : machine.Ipv6Address ?? throw ApiException.BadRequest($"{machine.FullName} has no IPv6 address, so that it can't call {place}.");

    private static Protocol? ProtocolOf(string? text) => text?.ToLowerInvariant() switch
    {
        null or "" => null,
        "tcp" => Protocol.Tcp,
        "udp" => Protocol.Udp,
        _ => throw ApiException.BadRequest($"protocol '{text}' is neither tcp nor udp."),
    };

    private static int SourcePort(ApiRequest request) => request.QueryValue("sourceport") is not { Length: > 0 } text
        ? 0
        : Called.Port(text) ?? throw ApiException.BadRequest($"sourcePort '{text}' is no number from 1 to 65535.");

    private static bool IsMidFlow(ApiRequest request) => request.QueryValue("midflow") is { Length: > 0 } text
        && (bool.TryParse(text, out var isMidFlow) ? isMidFlow : throw ApiException.BadRequest($"midFlow '{text}' is neither true nor false."));
}
