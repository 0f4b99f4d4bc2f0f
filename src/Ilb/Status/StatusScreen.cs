using System.Globalization;
using System.Net;
using Ilb.ControlPlane.Status;
using Ilb.Datapath;
using Spectre.Console;
using static Ilb.Status.Tables;

namespace Ilb.Status;

/// <summary>A status report for people: the verdict first, then one table for each kind of thing.</summary>
internal static class StatusScreen
{
    private static readonly Dictionary<string, string> Meanings = Verdict.All.ToDictionary(verdict => verdict.Name, verdict => verdict.Meaning);

    public static void Show(IAnsiConsole console, StatusReport report, bool verdicts, bool operations)
    {
        console.MarkupLineInterpolated($"[bold {(report.AllServed ? "green" : "red")}]{report.Verdict}[/]");
        foreach (var vip in report.Vips)
            ShowVip(console, vip);
        foreach (var gateway in report.Gateways)
            ShowGateway(console, gateway);
        foreach (var peering in report.Peerings)
            console.MarkupLineInterpolated($"\n[bold]{peering.Network}[/] is joined to {peering.Peer}, without a tunnel");
        if (report.Machines.Count > 0)
            console.Write(Machines(report));
        if (verdicts)
            console.Write(Verdicts(report));
        if (operations)
            console.Write(Operations(report));
        foreach (var note in report.Notes.Concat(report.Limitations))
            console.MarkupLineInterpolated($"note: {note}");
    }

    private static void ShowVip(IAnsiConsole console, VipStatus vip)
    {
        console.MarkupLineInterpolated($"\n[bold]{vip.Address}[/] {vip.LoadBalancer} of {vip.CloudService} in {vip.Network}");
        foreach (var retired in vip.Retired)
            console.MarkupLineInterpolated(
                $"  moved from {retired.Address}: {retired.Flows?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} connections left, until {retired.Until.ToLocalTime():HH:mm:ss}");
        foreach (var set in vip.Sets)
        {
            console.MarkupLineInterpolated($"  {set.Protocol} :{set.Port} {set.Name}, {(set.Probe is { } probe ? $"probe {probe}" : "no probe")}{Options(set)}");
            if (set.Acl.Count > 0 || set.Denied > 0)
                console.MarkupLineInterpolated($"    {Access(set)}");
            console.Write(Backends(set));
        }
    }

    private static void ShowGateway(IAnsiConsole console, GatewayStatus gateway)
    {
        console.MarkupLineInterpolated($"\n[bold]{gateway.PublicAddress}[/] gateway of {gateway.Network}, {gateway.Address} inside{Encryption(gateway)}{(gateway.IsTransit ? "; its sites reach each other through it" : "")}");
        var table = Columns("site", "gateway", "prefixes", "state", "in", "out", "why");
        foreach (var tunnel in gateway.Tunnels)
            Row(
                table,
                tunnel.Site,
                tunnel.Peer ?? "",
                string.Join(", ", tunnel.Prefixes),
                tunnel.IsWanted ? State(tunnel) : $"disconnected{(tunnel.State == "NotConnected" ? "" : $", still {State(tunnel)}")}",
                $"{tunnel.BytesIn:N0} bytes",
                $"{tunnel.BytesOut:N0} bytes",
                tunnel.Reason ?? "");
        console.Write(table);
    }

    private static string Encryption(GatewayStatus gateway) => gateway.Encryption is { } where ? $", encrypts in {(where == "kernel" ? "the kernel" : where)}" : "";

    private static string State(TunnelStatus tunnel) => tunnel.State switch
    {
        "Connected" when tunnel.Since is { } since => $"connected since {since.ToLocalTime():yyyy-MM-dd HH:mm:ss}",
        "Connected" => "connected",
        "Connecting" => "connecting",
        _ => "not connected",
    };

    private static string Access(SetStatus set)
    {
        var rules = set.Acl.Count == 0 ? "everybody in the network" : string.Join(", ", set.Acl) + (Permits(set) ? "; nobody else" : "; everybody else");
        return $"access: {rules}; {set.Denied ?? 0:N0} packets denied (verdict acl_denied)";
    }

    /// <summary>One rule that permits makes everybody that no rule names a stranger.</summary>
    private static bool Permits(SetStatus set) => set.Acl.Any(rule => rule.Contains(" permit ", StringComparison.Ordinal));

    private static string Options(SetStatus set) =>
        $"{(set.DirectServerReturn ? ", direct server return" : "")}{(set.AllowsLoopback ? ", members may call it" : "")}"
        + (set.ResetsIdle ? $", connections silent for {set.IdleTimeoutSeconds} s are reset" : "")
        + (set.WhenAllDown switch
        {
            "drop" => ", silent when all are down",
            "allMembers" => ", all members when all are down",
            "lastGood" => ", the last that were up when all are down",
            _ => "",
        })
        + (set.MinimumHealthyMembers > 0 ? $", guarded: at least {set.MinimumHealthyMembers} stay" : "")
        + (set.FlapHalfLifeInSeconds > 0 ? $", flapping is damped, half-life {set.FlapHalfLifeInSeconds} s" : "")
        + (set.SlowStartInSeconds > 0 ? $", slow start over {set.SlowStartInSeconds} s" : "")
        + (set.AffinityTimeoutInSeconds > 0 ? $", clients stay with their member for {set.AffinityTimeoutInSeconds} s" : "");

    private static Table Backends(SetStatus set)
    {
        // Where all weigh the same nobody asks how much.
        var weighs = set.Backends.Any(backend => backend.Weight != 1);
        var table = Columns(weighs ? ["backend", "address", "weight", "health", "flows", "why"] : ["backend", "address", "health", "flows", "why"]);
        foreach (var backend in set.Backends)
            Row(table, Cells(backend, weighs));
        return table;
    }

    private static string[] Cells(BackendStatus backend, bool weighs) =>
    [
        backend.Machine,
        $"{new IPEndPoint(IPAddress.Parse(backend.Address), backend.LocalPort)}",
        .. weighs ? [$"{backend.Weight}"] : Array.Empty<string>(),
        backend.Health,
        $"{backend.Flows}",
        backend.Reason ?? "",
    ];

    private static Table Machines(StatusReport report)
    {
        var table = Columns("machine", "network", "address", "status", "image", "size");
        foreach (var machine in report.Machines)
            Row(
                table,
                machine.Name,
                machine.Network,
                machine.Ipv6Address is { } ipv6 ? $"{machine.Address}, {ipv6}" : machine.Address,
                machine.Detail is { } detail ? $"{machine.Status}: {detail}" : machine.Status,
                machine.AttachedTo is { } thing ? $"{machine.Image} to {thing}" : machine.Image,
                machine.SizeHasEffect ? machine.Size : $"{machine.Size}, no effect");
        return table;
    }

    private static Table Verdicts(StatusReport report)
    {
        var table = Columns("verdict", "packets", "meaning");
        foreach (var (verdict, packets) in report.Verdicts.Where(v => v.Value > 0).OrderByDescending(v => v.Value))
            Row(table, verdict, $"{packets:N0}", Meanings.GetValueOrDefault(verdict, ""));
        return table;
    }

    private static Table Operations(StatusReport report)
    {
        var table = Columns("started", "operation", "target", "status", "notes");
        foreach (var operation in report.Operations)
            Row(
                table,
                $"{operation.Started.ToLocalTime():HH:mm:ss}",
                operation.Kind,
                operation.Target,
                operation.Status,
                string.Join("; ", operation.Error is { } error ? [error, .. operation.Notes] : operation.Notes));
        return table;
    }
}
