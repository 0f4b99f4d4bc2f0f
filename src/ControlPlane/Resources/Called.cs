using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Status;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Resources;

/// <summary>What people write for a machine, or for a place that machines call.</summary>
internal static class Called
{
    /// <param name="name">"web1" where that is unique, else "MyWebsite1/web1".</param>
    public static MachineEntry Machine(IReadOnlyList<MachineEntry> machines, string name)
    {
        var found = Find(machines, name);
        return found switch
        {
            [var machine] => machine,
            [] => throw ApiException.NotFound($"There is no machine '{name}'; there are: {Names(machines.Select(machine => machine.FullName))}."),
            _ => throw ApiException.BadRequest($"'{name}' names several machines: {Names(found.Select(machine => machine.FullName))}."),
        };
    }

    /// <summary>A machine of whatever subscription. Of others' only the one that is called is told of.</summary>
    public static MachineEntry AnybodysMachine(IReadOnlyList<MachineEntry> machines, string name, Guid asker)
    {
        var own = machines.Where(machine => machine.Subscription == asker);
        return Find(machines, name) switch
        {
            [var machine] => machine,
            [] => throw ApiException.NotFound($"There is no machine '{name}'; in your subscription there are: {Names(own.Select(machine => machine.FullName))}."),
            _ => throw ApiException.BadRequest($"'{name}' names several machines: say which one, as SERVICE/{name}."),
        };
    }

    /// <summary>"10.0.0.6:100", "web1:100", or the name of a set, which has a protocol of its own.</summary>
    /// <param name="wanted">Null: the set's, else TCP.</param>
    public static (IPEndPoint Place, Protocol Protocol) Place(FlowView view, string text, Protocol? wanted)
    {
        if (IPEndPoint.TryParse(text, out var place) && place.Port > 0 && (place.AddressFamily == AddressFamily.InterNetworkV6 || place.ToString() == text))
            return (place, wanted ?? Protocol.Tcp);
        if (Sets(view, text, wanted) is { Count: > 0 } sets)
            return One(sets, text);
        var colon = text.LastIndexOf(':');
        if (colon > 0 && Port(text[(colon + 1)..]) is { } port)
            return (new IPEndPoint(Machine(view.Machines, text[..colon]).Address, port), wanted ?? Protocol.Tcp);
        throw ApiException.NotFound(
            $"'{text}' is no place to call: that is VIP:PORT, ADDRESS:PORT or MACHINE:PORT with a port from 1 to 65535, or one of the sets {Names(view.Sets.Select(set => set.Name).Distinct())}.");
    }

    public static int? Port(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;

    private static List<SetEntry> Sets(FlowView view, string name, Protocol? wanted) =>
    [
        .. view.Sets.Where(set => !set.IsRetired
            && (Is(set.Name, name) || Is(set.Name[(set.Name.LastIndexOf('/') + 1)..], name))
            && (wanted is null || set.Protocol == wanted)),
    ];

    private static (IPEndPoint Place, Protocol Protocol) One(List<SetEntry> sets, string name) =>
        sets.Select(set => set.Name).Distinct().Count() == 1
            ? (new IPEndPoint(sets[0].Address, sets[0].PublicPort), sets[0].Protocol)
            : throw ApiException.BadRequest($"'{name}' names several sets: {Names(sets.Select(set => set.Name))}.");

    private static List<MachineEntry> Find(IReadOnlyList<MachineEntry> machines, string name) =>
        [.. machines.Where(machine => Is(machine.FullName, name) || Is(machine.Name, name))];

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("(none)"));

    private static bool Is(string name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
