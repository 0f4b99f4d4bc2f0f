using System.Globalization;
using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Imports.HaProxy;

/// <summary>The sections of haproxy.cfg that balance TCP: listen, and frontend with its backend.</summary>
internal sealed class HaProxyReader(Notes notes)
{
    /// <summary>What says nothing about where connections go, or is read elsewhere.</summary>
    private static readonly HashSet<string> Known =
        ["mode", "bind", "server", "default-server", "balance", "timeout", "default_backend", "option", "log", "maxconn", "retries", "description", "stats", "backlog", "fullconn", "errorfile", "log-format", "log-tag", "stick-table", "stick", "load-server-state-from-file", "hash-type", "id", "enabled"];

    private static readonly HashSet<string> Spread = ["roundrobin", "static-rr", "random", "source"];

    public List<VirtualServer> Read(string text)
    {
        var (sections, servers, defaults) = (ProxySection.Read(text), new List<VirtualServer>(), new List<Line>());
        foreach (var section in sections)
            if (section.Kind == "defaults")
                defaults = section.Lines;
            else if (section.IsEntrance)
                servers.AddRange(Entrance(section, sections, defaults));
            else if (section.Kind is not ("global" or "backend"))
                notes.Add(section.Number, $"{section.Kind} {section.Name} is not carried over.");
        return servers;
    }

    private IEnumerable<VirtualServer> Entrance(ProxySection entrance, List<ProxySection> sections, List<Line> defaults)
    {
        var name = $"{entrance.Kind} {entrance.Name}";
        var to = entrance.Last("default_backend")?.Words.ElementAtOrDefault(1);
        var backend = to is null ? null : sections.Find(one => one.Kind == "backend" && one.Name == to);
        var all = new ProxySection(entrance.Kind, entrance.Name, entrance.Number, [.. defaults, .. entrance.Lines, .. backend?.Lines ?? []]);
        if (all.Last("mode") is { } mode && mode.Begins("mode", "http"))
        {
            notes.Add(entrance.Number, $"{name} is left out: it balances HTTP requests, ilb TCP connections.");
            return [];
        }

        if (to is not null && backend is null)
            notes.Add(entrance.Number, $"{name}: there is no backend {to} in this file.");
        foreach (var line in all.Lines)
            if (Checks.Lost(line) is { } lost)
                notes.Add(line.Number, lost);
            else if (!Known.Contains(line.Keyword) && !Checks.Has(line))
                notes.Add(line.Number, $"{line} is not carried over.");
        return Servers(all, [.. all.All("bind").SelectMany(Binds)]);
    }

    private IEnumerable<VirtualServer> Servers(ProxySection all, List<(string? Address, int Port, long Line)> binds)
    {
        var usual = all.All("default-server").ToList();
        foreach (var line in usual)
            ServerLine.Tell(line, "default-server", notes);
        var servers = all.All("server").Select(line => new ServerLine(line, usual)).ToList();
        var real = servers.Select(server => server.Read(notes)).OfType<RealServer>().ToList();
        var (probe, distribution, affinity, idle) = (Probe(all, servers), Distribution(all), AffinityTimeout(all), Idle(all));
        if (binds.Count == 0)
            notes.Add(all.Number, $"{all.Kind} {all.Name} is left out: it has no bind line with an IPv4 address or *, and a port.");
        return binds.Select((bind, place) => new VirtualServer
        {
            Name = Names.Set(place == 0 ? all.Name : string.Create(CultureInfo.InvariantCulture, $"{all.Name}-{bind.Port}")),
            Address = bind.Address,
            Port = bind.Port,
            Line = bind.Line,
            Distribution = distribution,
            AffinityTimeout = affinity,
            Idle = idle,
            Probe = probe,
            Servers = [.. real.Select(server => server with { Port = server.Port ?? bind.Port })],
        });
    }

    private IEnumerable<(string? Address, int Port, long Line)> Binds(Line line)
    {
        if (line.Words.Contains("ssl"))
            notes.Add(line.Number, "bind … ssl: ilb passes connections on as they are; the servers have to speak TLS themselves.");
        foreach (var place in line.Words.ElementAtOrDefault(1)?.Split(',') ?? [])
        {
            var colon = place.LastIndexOf(':');
            var host = colon < 0 ? "" : place[..colon];
            if (int.TryParse(place[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 && (host is "" or "*" or "0.0.0.0" || AddressBlocks.IsIPv4(host)))
                yield return (AddressBlocks.IsIPv4(host) && host != "0.0.0.0" ? host : null, port, line.Number);
            else
                notes.Add(line.Number, $"bind {place} is left out: ilb has an IPv4 address and one port.");
        }
    }

    private string? Distribution(ProxySection all)
    {
        var balance = all.Last("balance");
        var way = balance?.Words.ElementAtOrDefault(1) ?? "roundrobin";
        if (!Spread.Contains(way))
            notes.Add(balance!.Number, $"balance {way}: ilb spreads connections by a hash, whatever the servers have already.");
        return way == "source" ? "sourceIP" : null;
    }

    /// <summary>Only by the client's address; a table without an expiry keeps it as long as there is room.</summary>
    private int? AffinityTimeout(ProxySection all)
    {
        if ((all.Last("stick", "on") ?? all.Last("stick", "match")) is not { } stick)
            return null;
        if (stick.Words.ElementAtOrDefault(2) == "src")
            return notes.Affinity(Time.Seconds(all.Last("stick-table")?.After("expire")) ?? int.MaxValue, stick.Number);
        notes.Add(stick.Number, $"{stick} is not carried over: ilb knows clients by their address.");
        return null;
    }

    /// <summary>The longer of what client and server may be silent.</summary>
    private int? Idle(ProxySection all)
    {
        var times = new[] { all.Last("timeout", "client"), all.Last("timeout", "server") }.OfType<Line>().Select(line => (Line: line, Seconds: Time.Seconds(line.Words.ElementAtOrDefault(2)))).Where(one => one.Seconds > 0).ToList();
        if (times.Count == 0)
            return null;
        var (longest, seconds) = times.MaxBy(one => one.Seconds);
        return notes.Within(4, 30, (int)Math.Ceiling(Math.Min(seconds!.Value / 60, int.MaxValue)), longest.Number, "an idle timeout of", "min");
    }

    /// <summary>A set has one probe: as its first server that is checked says.</summary>
    private Probe? Probe(ProxySection all, List<ServerLine> servers)
    {
        if (servers.Find(server => server.IsChecked) is not { } first)
            return null;
        var http = all.Last("option", "httpchk");
        var other = all.Lines.LastOrDefault(line => line.Keyword == "option" && line.Words.ElementAtOrDefault(1) is { } option && option.EndsWith("-check", StringComparison.Ordinal) && option != "tcp-check")
            ?? all.Lines.LastOrDefault(line => line.Begins("option", "ssl-hello-chk") || line.Begins("option", "smtpchk"));
        if (other is not null)
            notes.Add(other.Number, $"{other} becomes a tcp probe.");
        var path = http is null ? null : all.Last("http-check", "send")?.After("uri") ?? http.Words.Skip(2).FirstOrDefault(word => word.StartsWith('/')) ?? "/";
        return new ProbeReading(path is null ? "tcp" : "http", first.CheckPort, path, first.Interval, first.Interval * first.Falls, first.LineNumber).Within(notes);
    }
}
