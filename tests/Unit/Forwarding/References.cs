using System.Net.Sockets;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;

namespace Ilb.Unit.Forwarding;

/// <summary>What the entries of a forwarding state refer to.</summary>
internal static class References
{
    /// <summary>A port that loses IPv6 stays what it is; the route goes with the rest of the change.</summary>
    private static bool Has(PortState port, KernelAddress address) =>
        address.ToAddress().AddressFamily == AddressFamily.InterNetwork ? port.Address == address : port.Ipv6Address is null || port.Ipv6Address == address;

    /// <summary>References that lead nowhere, or into another network. A backend of a machine without a port is legal.</summary>
    public static IEnumerable<string> Dangling(ForwardingState state)
    {
        foreach (var (key, route) in state.Routes.Where(route => route.Value.Kind == RouteKind.Port))
        {
            if (!state.Ports.TryGetValue(route.Target, out var port) || port.Network != key.Network || !Has(port, key.Address))
                yield return $"{key} leads to port {route.Target}: {port}";
        }

        foreach (var (key, route) in state.Prefixes.Where(prefix => prefix.Value.Kind == RouteKind.Gateway))
        {
            if (!state.Ports.TryGetValue(route.Target, out var port) || port.Network != key.Network)
                yield return $"{key} leads to gateway {route.Target}: {port}";
        }

        foreach (var (key, route) in state.Prefixes.Where(prefix => prefix.Value.Kind == RouteKind.Peer))
        {
            if (!state.Prefixes.ContainsKey(key with { Network = route.Target }))
                yield return $"{key} leads to network {route.Target}, which does not have it";
        }

        foreach (var (key, backend) in state.Targets.Where(target => !state.Backends.ContainsKey(target.Value)))
            yield return $"target {key} has no backend {backend}";
        foreach (var (key, backend) in state.Members.Where(member => !state.Backends.ContainsKey(member.Value)))
            yield return $"member {key} has no backend {backend}";
        foreach (var (slot, table) in state.Tables)
        {
            foreach (var missing in table.Distinct().Where(b => !state.Backends.TryGetValue(b, out var backend) || backend.Frontend != slot))
                yield return $"table {slot} names backend {missing}, which it does not have";
        }

        foreach (var (frontend, acl) in state.Acls)
        {
            if (!state.AclRules.Keys.Any(key => key.PrefixBits == 160 && key.Slot == acl.Slot && key.Generation == acl.Generation))
                yield return $"{acl} of frontend {frontend} has no rule for everybody";
        }

        foreach (var frontend in state.Frontends.Values.Where(frontend => frontend.TableSize > 0))
        {
            if (!state.Tables.TryGetValue(frontend.Slot, out var table) || table.Length < frontend.TableSize)
                yield return $"{frontend} has no table as large as it says";
        }
    }
}
