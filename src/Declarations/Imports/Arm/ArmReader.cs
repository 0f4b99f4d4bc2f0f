using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Imports.Arm;

/// <summary>Resources of type Microsoft.Network/loadBalancers with an internal front end, in a template or alone.</summary>
internal sealed class ArmReader(Notes notes)
{
    private const string Balancer = "Microsoft.Network/loadBalancers", Interface = "Microsoft.Network/networkInterfaces";

    public List<VirtualServer> Read(string text)
    {
        var resources = ArmTemplate.Read(text);
        var members = new ArmMembers([.. resources.Where(one => one.Type is null || Is(one, Balancer))], resources.Where(one => Is(one, Interface)), notes);
        var servers = new List<VirtualServer>();
        foreach (var resource in resources)
            if (resource.Type is null || Is(resource, Balancer))
                servers.AddRange(resource.List("loadBalancingRules").Select(rule => VirtualServer(resource, rule, members)).OfType<VirtualServer>());
            else if (!Is(resource, Interface))
                notes.Add(resource.Line, $"{resource.Type} {resource.Name} is not carried over.");
        foreach (var (balancer, list) in from resource in resources from list in new[] { "inboundNatRules", "inboundNatPools", "outboundRules" } select (resource, list))
            foreach (var entry in balancer.List(list))
                notes.Add(entry.Line, $"{balancer.Name}: {entry.Name} of {list} is not carried over: give the machine an endpoint.");
        return servers;
    }

    private static bool Is(ArmNode resource, string type) => string.Equals(resource.Type, type, StringComparison.OrdinalIgnoreCase);

    private VirtualServer? VirtualServer(ArmNode balancer, ArmNode rule, ArmMembers members)
    {
        var name = $"{balancer.Name}/{rule.Name}";
        var wanted = rule.Reference("frontendIPConfiguration");
        var frontend = balancer.List("frontendIPConfigurations").FirstOrDefault(one => Same(one.Name, wanted));
        var protocol = rule.Text("protocol")?.ToLowerInvariant();
        var why = frontend is null ? $"there is no front end {wanted}"
            : frontend.Object("publicIPAddress") is not null ? "its front end is public, not internal"
            : protocol is not ("tcp" or "udp") || rule.Number("frontendPort") is not (> 0 and < 65536) ? "ilb balances one port of TCP or UDP, not all ports"
            : null;
        if (why is not null)
        {
            notes.Add(rule.Line, $"{name} is left out: {why}.");
            return null;
        }

        var address = frontend!.Address("privateIPAddress", $"{balancer.Name}/{frontend.Name}", notes);
        var (port, pool) = (rule.Number("frontendPort")!.Value, rule.Reference("backendAddressPool"));
        var found = balancer.List("backendAddressPools").FirstOrDefault(one => Same(one.Name, pool)) is { } declared ? members.Of(balancer, declared, rule.Number("backendPort")) : [];
        if (found.Count == 0)
            notes.Add(rule.Line, $"{name}: who is in the pool {pool} is not told here; name the machines yourself.");
        return new VirtualServer
        {
            Name = Names.Set(rule.Name ?? $"{protocol}-{port}"),
            Address = address,
            Vip = address is null ? FormattableString.Invariant($"front end of line {frontend.Line}") : null,
            Port = port,
            Line = rule.Line,
            Protocol = protocol!,
            IsFloating = rule.Flag("enableFloatingIP"),
            ResetsIdle = rule.Flag("enableTcpReset"),
            Idle = rule.Number("idleTimeoutInMinutes") is { } minutes ? notes.Within(4, 30, minutes, rule.Line, $"{name}: an idle timeout of", "min") : null,
            Distribution = Distribution(rule),
            Probe = Probe(balancer, rule),
            Network = frontend.Object("subnet")?.Text("id") is { } id ? ArmTemplate.NetworkOf(id) : null,
            Subnet = frontend.Reference("subnet"),
            Servers = [.. found],
        };
    }

    private static string? Distribution(ArmNode rule) => rule.Text("loadDistribution")?.ToUpperInvariant() switch
    {
        "SOURCEIP" => "sourceIP",
        "SOURCEIPPROTOCOL" => "sourceIPProtocol",
        _ => null,
    };

    private Probe? Probe(ArmNode balancer, ArmNode rule)
    {
        if (rule.Reference("probe") is not { } wanted || balancer.List("probes").FirstOrDefault(one => Same(one.Name, wanted)) is not { } probe)
            return null;
        var protocol = probe.Text("protocol")?.ToLowerInvariant() ?? "tcp";
        if (protocol == "https")
            notes.Add(probe.Line, $"the probe {wanted} becomes one of tcp: ilb's probes speak no TLS.");
        var interval = probe.Number("intervalInSeconds") ?? 15;
        var path = protocol == "http" ? probe.Text("requestPath") ?? "/" : null;
        return new ProbeReading(path is null ? "tcp" : "http", probe.Number("port"), path, interval, interval * (double)(probe.Number("numberOfProbes") ?? 2), probe.Line).Within(notes);
    }

    private static bool Same(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
