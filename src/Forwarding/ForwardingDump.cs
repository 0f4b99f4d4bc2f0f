using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>A forwarding state as text, one line an entry, sorted: what tests compare and people read.</summary>
public static class ForwardingDump
{
    public static string Of(ForwardingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return string.Join('\n', Lines(state));
    }

    public static IEnumerable<string> Lines(ForwardingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
        [
            .. state.Ports.OrderBy(port => port.Key).Select(port => Line(port.Value)),
            .. Sorted(state.Routes.Select(route => Text($"route {route.Key.Network} {route.Key.Address} -> {Destination(route.Value)}"))),
            .. Sorted(state.Prefixes.Select(prefix => Text($"prefix {Prefix(prefix.Key)} -> {Destination(prefix.Value)}"))),
            .. Sorted(state.Frontends.Select(frontend => Text($"frontend {Key(frontend.Key)} -> {Frontend(frontend.Value)}"))),
            .. Sorted(state.Targets.Select(target => Text($"target {Key(target.Key)} -> backend {target.Value}"))),
            .. state.Backends.OrderBy(backend => backend.Key).Select(backend => Line(backend.Key, backend.Value)),
            .. Sorted(state.Members.Select(m => Text($"member frontend {m.Key.Frontend} port {m.Key.Port} -> backend {m.Value}"))),
            .. state.Tables.OrderBy(table => table.Key).Select(table => Line(table.Key, table.Value)),
            .. state.Acls.OrderBy(acl => acl.Key).Select(acl => Text($"acl {acl.Value.Slot}.{acl.Value.Generation} guards frontend {acl.Key}")),
            .. Sorted(state.AclRules.Select(rule => Text($"acl {Prefix(rule.Key)} -> {Rule(rule.Value)}"))),
        ];
    }

    private static string Line(PortState port) =>
        Text($"port {port.Slot} in {port.Network} {port.Address} {(port.Ipv6Address is { } ipv6 ? $"{ipv6} " : "")}mtu {port.Mtu}");

    private static string Line(uint slot, BackendValue backend) => Text(
        $"backend {slot}.{backend.Generation} {backend.Network} {backend.Address}:{backend.L4Port} of frontend {backend.Frontend}") +
        Text($" at port {backend.Port} {(BackendState)backend.State}");

    private static string Line(uint frontend, ImmutableArray<uint> table)
    {
        var shares = table.CountBy(slot => slot).OrderBy(share => share.Key).Select(share => Text($"{share.Value} x backend {share.Key}"));
        return Text($"table {frontend} of {table.Length}: {string.Join(", ", shares)}");
    }

    private static string Destination(RouteValue route) => route.Kind switch
    {
        RouteKind.Port => Text($"port {route.Target} mtu {route.Mtu}"),
        RouteKind.Peer => Text($"network {route.Target} mtu {route.Mtu}"),
        RouteKind.Gateway => Text($"gateway at port {route.Target} mtu {route.Mtu}"),
        _ => Text($"{route.Kind} mtu {route.Mtu}"),
    };

    private static string Key(FrontendKey key) => Text($"{key.Network} {key.Address}:{key.Port}/{(Protocol)key.Protocol}");

    private static string Prefix(PrefixKey key) => Text($"{key.Network} {Prefix(key.Address, key.PrefixBits - 32)}");

    private static string Prefix(AclKey key) => Text($"{key.Slot}.{key.Generation} {Prefix(key.Address, key.PrefixBits - 64)}");

    private static string Prefix(KernelAddress address, uint bits) =>
        Text($"{address}/{(address.ToAddress().AddressFamily == AddressFamily.InterNetwork ? bits - 96 : bits)}");

    private static string Rule(AclRuleValue rule) => rule.Order == uint.MaxValue ? $"{rule.Verdict}" : Text($"{rule.Verdict} by {rule.Order}");

    private static string Frontend(FrontendValue frontend) =>
        Text($"frontend {frontend.Slot}.{frontend.Generation} table {frontend.TableSize} idle {frontend.IdleSeconds}s ") +
        Text($"{(Distribution)frontend.Distribution}{(frontend.Flags == 0 ? "" : $" {frontend.Flags}")}{(frontend.AffinitySeconds == 0 ? "" : $" affinity {frontend.AffinitySeconds}s")}");

    private static IOrderedEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
