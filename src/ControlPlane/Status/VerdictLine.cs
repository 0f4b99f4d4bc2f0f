using System.Globalization;

namespace Ilb.ControlPlane.Status;

/// <summary>The first line of status: "1 VIP, 1 of 2 backends healthy: web1 refused :100 3 times since 12:04:11".</summary>
internal static class VerdictLine
{
    private const int MostFaults = 3;

    public static string Of(IReadOnlyList<VipStatus> vips, IReadOnlyList<MachineStatusLine> machines, IReadOnlyList<GatewayStatus> gateways)
    {
        var backends = vips.SelectMany(vip => vip.Sets).SelectMany(set => set.Backends).ToList();
        var summary = vips.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"no VIP yet, {Counted(machines.Count, "machine")}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Counted(vips.Count, "VIP")}, {backends.Count(backend => backend.Health == "up")} of {Counted(backends.Count, "backend")} healthy");
        var faults = Faults(vips, backends, machines).Concat(Faults(gateways)).Distinct().ToList();
        var remarks = string.Concat(Denials(vips));
        if (faults.Count == 0)
            return summary + remarks;
        var more = faults.Count > MostFaults ? string.Create(CultureInfo.InvariantCulture, $"; and {faults.Count - MostFaults} more") : "";
        return $"{summary}: {string.Join("; ", faults.Take(MostFaults))}{more}{remarks}";
    }

    private static IEnumerable<string> Faults(
        IReadOnlyList<VipStatus> vips, IEnumerable<BackendStatus> backends, IEnumerable<MachineStatusLine> machines)
    {
        foreach (var vip in vips.Where(vip => vip.Sets.Count == 0))
            yield return $"{vip.LoadBalancer} {vip.Address} has no endpoints";
        foreach (var backend in backends.Where(backend => backend.Health != "up" || backend.Reason == BackendStatus.VipMissing))
            yield return $"{Short(backend.Machine)} {backend.Reason ?? backend.Health}";
        foreach (var machine in machines.Where(machine => machine.Status == "failed"))
            yield return $"{Short(machine.Name)} failed: {machine.Detail ?? "no reason given"}";
    }

    private static IEnumerable<string> Faults(IEnumerable<GatewayStatus> gateways) =>
        from gateway in gateways
        from tunnel in gateway.Tunnels
        where tunnel.IsWanted && tunnel.State != "Connected"
        select $"{gateway.Network} is not connected to {tunnel.Site}: {tunnel.Reason}";

    /// <summary>No fault, but what somebody who waits for an answer wants to know.</summary>
    private static IEnumerable<string> Denials(IReadOnlyList<VipStatus> vips) =>
        from vip in vips
        from set in vip.Sets
        where set.Denied > 0
        select string.Create(CultureInfo.InvariantCulture, $"; the access list of {Short(set.Name)} denied {set.Denied:N0} packet{(set.Denied == 1 ? "" : "s")}");

    private static string Counted(int count, string word) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");

    private static string Short(string name) => name[(name.LastIndexOf('/') + 1)..];
}
