using Ilb.Model.Addressing;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Public ports for endpoints that ask for none: the local port where it is free on the VIP, else from 49152 upward.</summary>
internal sealed class PortChoice
{
    private const int FirstDynamic = 49_152;

    private readonly HashSet<(string Vip, int Port)> _taken = [];

    /// <param name="drafts">Ports asked for are taken on every VIP and protocol: a choice never collides with them.</param>
    public PortChoice(Deployment deployment, IEnumerable<EndpointDraft> drafts)
    {
        foreach (var endpoint in deployment.Roles.SelectMany(r => r.Endpoints))
            _taken.Add((Vip(endpoint.LoadBalancer, endpoint.Protocol), endpoint.PublicPort));
        foreach (var draft in drafts)
            _taken.Add(("", draft.Request.PublicPort ?? 0));
    }

    public int Choose(string? balancer, Protocol protocol, int localPort)
    {
        var vip = Vip(balancer, protocol);
        var port = IsFree(vip, localPort) ? localPort : FirstDynamic;
        while (!IsFree(vip, port))
            port++;
        _taken.Add((vip, port));
        return port;
    }

    private bool IsFree(string vip, int port) => !_taken.Contains((vip, port)) && !_taken.Contains(("", port));

    private static string Vip(string? balancer, Protocol protocol) => $"{protocol} {balancer?.ToUpperInvariant()}";
}
