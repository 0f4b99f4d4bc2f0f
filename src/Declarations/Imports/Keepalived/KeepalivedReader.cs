using System.Globalization;
using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Imports.Keepalived;

/// <summary>The virtual_server blocks of keepalived.conf (keepalived.conf(5)).</summary>
internal sealed class KeepalivedReader(Notes notes)
{
    /// <summary>What keepalived takes where the file does not say: seconds, and how often it asks again.</summary>
    private const double DelayLoop = 60, Retries = 1, DelayBeforeRetry = 1, PersistenceTimeout = 360;

    private static readonly HashSet<string> Known =
        ["lb_algo", "lvs_sched", "lb_kind", "lvs_method", "protocol", "persistence_timeout", "delay_loop", "real_server", "retry", "delay_before_retry"];

    private static readonly HashSet<string> Checks = ["TCP_CHECK", "HTTP_GET", "SSL_GET"], OfCheck = ["url", "connect_port", "retry", "delay_before_retry"];

    public List<VirtualServer> Read(string text)
    {
        var servers = new List<VirtualServer>();
        foreach (var statement in Statements.Read(text))
            if (statement.Keyword == "virtual_server")
                servers.AddRange(VirtualServer(statement) is { } server ? [server] : []);
            else if (statement.Keyword is "vrrp_instance" or "vrrp_sync_group" or "vrrp_script" or "vrrp_track_process")
                notes.Add(statement.Line, $"{statement.Keyword} {statement.Argument}: ilb holds the VIP itself and needs no VRRP.");
            else if (statement.Keyword is not "global_defs")
                notes.Add(statement.Line, $"{string.Join(' ', statement.Words)} is not carried over.");
        return servers;
    }

    private VirtualServer? VirtualServer(Statement block)
    {
        if (block.Words is not [_, var address, var written] || !AddressBlocks.IsIPv4(address) || !int.TryParse(written, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            notes.Add(block.Line, $"{string.Join(' ', block.Words)} is left out: ilb has an IPv4 address and one port here, no group and no mark.");
            return null;
        }

        var protocol = (block.Find("protocol")?.Argument ?? "TCP").ToLowerInvariant();
        if (protocol is not ("tcp" or "udp"))
        {
            notes.Add(block.Line, $"{address}:{port} is left out: ilb balances TCP and UDP, not {protocol}.");
            return null;
        }

        foreach (var other in block.Inner.Where(one => !Known.Contains(one.Keyword)))
            notes.Add(other.Line, $"{string.Join(' ', other.Words)} is not carried over.");
        var servers = block.Inner.Where(one => one.Keyword == "real_server").ToList();
        return new VirtualServer
        {
            Name = $"{protocol}-{port}",
            Address = address,
            Port = port,
            Line = block.Line,
            Protocol = protocol,
            IsFloating = IsFloating(block),
            Distribution = Distribution(block),
            AffinityTimeout = block.Find("persistence_timeout") is { } persistence ? notes.Affinity(block.Number("persistence_timeout") ?? PersistenceTimeout, persistence.Line) : null,
            Probe = Probe(block, servers),
            Servers = [.. servers.Select(RealServer).OfType<RealServer>()],
        };
    }

    private bool IsFloating(Statement block)
    {
        var kind = block.Find("lb_kind") ?? block.Find("lvs_method");
        if (kind?.Argument is "TUN")
            notes.Add(kind.Line, "lb_kind TUN becomes direct server return: ilb hands packets over without a tunnel.");
        return kind?.Argument is "DR" or "TUN";
    }

    private string? Distribution(Statement block)
    {
        var scheduler = block.Find("lb_algo") ?? block.Find("lvs_sched");
        if (scheduler?.Argument is not (null or "rr" or "wrr" or "sh" or "mh"))
            notes.Add(scheduler.Line, $"lb_algo {scheduler.Argument}: ilb spreads connections by a hash, whatever the servers have already.");
        return scheduler?.Argument is "sh" or "mh" ? "sourceIP" : null;
    }

    private RealServer? RealServer(Statement server)
    {
        if (server.Words is not [_, var address, ..])
        {
            notes.Add(server.Line, "real_server is left out: it has no address.");
            return null;
        }

        foreach (var other in server.Inner.Where(one => one.Keyword != "weight" && !Checks.Contains(one.Keyword)))
            notes.Add(other.Line, $"{other.Keyword} of {address} is not carried over.");
        int? port = server.Words.Count > 2 && int.TryParse(server.Words[2], CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number : null;
        var weight = notes.Within(0, 256, (int)Math.Min(server.Number("weight") ?? 1, int.MaxValue), server.Line, $"{address}: weight", "");
        return new RealServer(Names.Server(address), address, port, server.Line, weight);
    }

    /// <summary>A set has one probe: that of its first server that has one.</summary>
    private Probe? Probe(Statement block, List<Statement> servers)
    {
        var probes = servers.Select(server => (Server: server, Reading: Probe(block, server))).ToList();
        if (probes.FirstOrDefault(one => one.Reading is not null) is not { Reading: { } taken } first)
            return null;
        foreach (var (server, reading) in probes.Where(one => one.Reading is null || one.Reading with { Line = taken.Line } != taken))
            notes.Add(reading?.Line ?? server.Line, $"{server.Argument} is probed as {first.Server.Argument} is: a set has one probe.");
        return taken.Within(notes);
    }

    private ProbeReading? Probe(Statement block, Statement server)
    {
        if (server.Inner.FirstOrDefault(one => Checks.Contains(one.Keyword)) is not { } check)
            return null;
        if (check.Keyword == "SSL_GET")
            notes.Add(check.Line, "SSL_GET becomes a tcp probe: ilb's probes speak no TLS.");
        foreach (var lost in Lost(check))
            notes.Add(lost.Line, $"{string.Join(' ', lost.Words)} of {check.Keyword} is not carried over.");
        var url = check.Keyword == "HTTP_GET" ? check.Find("url")?.Find("path")?.Argument ?? "/" : null;
        double Asked(string keyword, double usual) => check.Number(keyword) ?? block.Number(keyword) ?? usual;
        var interval = block.Number("delay_loop") ?? DelayLoop;
        var failing = interval + (Asked("retry", Retries) * Asked("delay_before_retry", DelayBeforeRetry));
        return new ProbeReading(url is null ? "tcp" : "http", (int?)check.Number("connect_port"), url, interval, failing, check.Line);
    }

    /// <summary>What a probe does not do, which gets one path and takes 200 for an answer.</summary>
    private static IEnumerable<Statement> Lost(Statement check)
    {
        var urls = check.Inner.Where(one => one.Keyword == "url").ToList();
        return check.Inner.Where(one => !OfCheck.Contains(one.Keyword)).Concat(urls.Skip(1))
            .Concat(urls.Take(1).SelectMany(url => url.Inner).Where(one => one.Words is not (["path", ..] or ["status_code", "200"])));
    }
}
