using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Rules;

/// <summary>
/// The settings that all members of a set share, as one endpoint without a name. An element that the request leaves out is
/// inherited from the set as it is, else it has its default.
/// </summary>
internal static class SharedSettings
{
    private const int LeastIdleMinutes = 4;
    private const int MostIdleMinutes = 30;
    private const int LeastUdpIdleSeconds = 10;
    private const int MostUdpIdleSeconds = 1800;

    /// <param name="set">The set as it is (any member), or null when it is new.</param>
    /// <returns>Null when there are problems.</returns>
    public static Endpoint? Resolve(Change change, Agreement said, Endpoint? set, Deployment deployment, PortChoice ports)
    {
        var problems = change.ProblemCount;
        var lone = set is null && said.Drafts.Count == 1 ? said.Drafts[0].Before : null;
        var protocol = Protocol(change, said, set);
        var localPort = Port(change, said, "LocalPort", r => r.LocalPort, set?.LocalPort);
        var publicPort = Port(change, said, "Port", r => r.PublicPort, set?.PublicPort ?? lone?.PublicPort);
        var balancer = VipRules.LoadBalancer(change, said, set, deployment);
        if (localPort is null && publicPort is null)
            change.Bad(ProblemCode.PortMissing, $"{said.Path}/LocalPort", "A LocalPort is needed.");
        localPort ??= publicPort;
        var idle = IdleTimeout(change, said, set);
        var udpIdle = UdpIdleTimeout(change, said, set);
        var resetsIdle = said.Value("EnableTcpReset", r => r.ResetsIdle) ?? set?.ResetsIdle ?? false;
        var distribution = Distribution(change, said, set);
        var probe = ProbeRules.Resolve(change, said, set?.Probe, localPort);
        var acl = AclRules.Resolve(change, said, set);
        var policy = PolicyRules.Resolve(change, said, set?.Policy);
        var direct = said.Value("EnableDirectServerReturn", r => r.DirectServerReturn) ?? set?.DirectServerReturn ?? false;
        if (protocol is not { } known || localPort is not { } local || change.ProblemCount > problems)
            return null;

        var port = publicPort ?? ports.Choose(balancer, known, local);
        if (direct && port != local)
            change.Bad(ProblemCode.DirectServerReturnPorts, $"{said.Path}/LocalPort",
                $"With direct server return the machine gets packets as the client sent them: LocalPort {local} must equal Port {port}.");
        return new Endpoint("", known, port, local, set?.SetName ?? said.Drafts[0].SetName, balancer, direct, idle, distribution, probe, acl)
        {
            ResetsIdle = resetsIdle,
            UdpIdleSeconds = udpIdle,
            Policy = policy,
        };
    }

    /// <summary>The names of the shared settings in which two endpoints differ.</summary>
    public static IEnumerable<string> Differences(Endpoint before, Endpoint after)
    {
        if (before.Protocol != after.Protocol)
            yield return "protocol";
        if (before.PublicPort != after.PublicPort)
            yield return "public port";
        if (before.LocalPort != after.LocalPort)
            yield return "local port";
        if (!Named.Same(before.LoadBalancer, after.LoadBalancer))
            yield return "load balancer";
        if (before.DirectServerReturn != after.DirectServerReturn)
            yield return "direct server return";
        if (before.IdleTimeoutMinutes != after.IdleTimeoutMinutes)
            yield return "idle timeout";
        if (before.UdpIdleSeconds != after.UdpIdleSeconds)
            yield return "UDP idle timeout";
        if (before.ResetsIdle != after.ResetsIdle)
            yield return "reset of idle connections";
        if (before.Distribution != after.Distribution)
            yield return "distribution";
        if (before.Probe != after.Probe)
            yield return "probe";
        if (!before.Acl.SequenceEqual(after.Acl))
            yield return "access list";
        foreach (var difference in PolicyRules.Differences(before.Policy, after.Policy))
            yield return difference;
    }

    private static Protocol? Protocol(Change change, Agreement said, Endpoint? set)
    {
        switch (said.Text("Protocol", r => r.Protocol)?.ToUpperInvariant())
        {
            case "TCP":
                return Addressing.Protocol.Tcp;
            case "UDP":
                return Addressing.Protocol.Udp;
            case null when set is not null:
                return set.Protocol;
            case var other:
                change.Bad(ProblemCode.ProtocolUnknown, $"{said.Path}/Protocol", $"'{other}' is no protocol of an endpoint: tcp or udp.");
                return null;
        }
    }

    private static int? Port(Change change, Agreement said, string element, Func<EndpointRequest, int?> pick, int? inherited)
    {
        var port = said.Value(element, pick) ?? inherited;
        if (port is < 1 or > 65535)
            change.Bad(ProblemCode.PortOutOfRange, $"{said.Path}/{element}", $"Ports must be in the range of 1 - 65535, not {port}.");
        return port;
    }

    private static int IdleTimeout(Change change, Agreement said, Endpoint? set)
    {
        var minutes = said.Value("IdleTimeoutInMinutes", r => r.IdleTimeoutMinutes) ?? set?.IdleTimeoutMinutes ?? Endpoint.DefaultIdleTimeoutMinutes;
        if (minutes is < LeastIdleMinutes or > MostIdleMinutes)
            change.Bad(ProblemCode.IdleTimeoutOutOfRange, $"{said.Path}/IdleTimeoutInMinutes",
                $"The idle timeout is {LeastIdleMinutes} to {MostIdleMinutes} minutes, not {minutes}.");
        return minutes;
    }

    private static int UdpIdleTimeout(Change change, Agreement said, Endpoint? set)
    {
        var seconds = said.Value("UdpIdleTimeoutInSeconds", r => r.UdpIdleSeconds) ?? set?.UdpIdleSeconds ?? Endpoint.DefaultUdpIdleSeconds;
        if (seconds is < LeastUdpIdleSeconds or > MostUdpIdleSeconds)
            change.Bad(ProblemCode.UdpIdleTimeoutOutOfRange, $"{said.Path}/UdpIdleTimeoutInSeconds",
                $"The idle timeout of UDP is {LeastUdpIdleSeconds} to {MostUdpIdleSeconds} seconds, not {seconds}.");
        return seconds;
    }

    private static Distribution Distribution(Change change, Agreement said, Endpoint? set)
    {
        switch (said.Text("LoadBalancerDistribution", r => r.Distribution)?.ToUpperInvariant())
        {
            case null:
                return set?.Distribution ?? Snapshots.Distribution.FiveTuple;
            case "NONE":
                return Snapshots.Distribution.FiveTuple;
            case "SOURCEIPPROTOCOL":
                return Snapshots.Distribution.SourceIpProtocol;
            case "SOURCEIP":
                return Snapshots.Distribution.SourceIp;
            case var other:
                change.Bad(ProblemCode.DistributionUnknown, $"{said.Path}/LoadBalancerDistribution",
                    $"'{other}' is no distribution: none, sourceIP or sourceIPProtocol.");
                return default;
        }
    }
}
