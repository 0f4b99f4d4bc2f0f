using Ilb.Declarations.Entries;
using Wire = Ilb.Contracts;

namespace Ilb.Declarations.Service;

/// <summary>The endpoints of machines, as entries of a declaration: those of a set once.</summary>
internal static class EndpointAnswers
{
    public static List<Endpoint> Alone(Wire.Role role) =>
        [.. Endpoints(role).Where(endpoint => Answers.Said(endpoint.LoadBalancedEndpointSetName) is null).Select(endpoint => Fill(new Endpoint { Name = endpoint.Name }, endpoint))];

    public static List<LoadBalancedSet> Sets(Wire.Deployment deployment) =>
    [
        .. from role in deployment.RoleList ?? []
           from endpoint in Endpoints(role)
           where Answers.Said(endpoint.LoadBalancedEndpointSetName) is not null
           group (Machine: role.RoleName!, Endpoint: endpoint) by endpoint.LoadBalancedEndpointSetName!.ToUpperInvariant() into members
           select SetOf([.. members]),
    ];

    private static LoadBalancedSet SetOf(List<(string Machine, Wire.InputEndpoint Endpoint)> members)
    {
        var first = members[0].Endpoint;
        var set = new LoadBalancedSet { Name = first.LoadBalancedEndpointSetName, EndpointName = first.Name };
        var named = members.Select(member => (Name: set.Member(member.Machine, member.Endpoint.Name!), member.Endpoint)).ToList();
        set.Members = [.. named.Select(member => member.Name)];
        set.Weights = [.. named.Where(member => member.Endpoint.Weight is not (null or 1)).Select(member => new MemberWeight { Member = member.Name, Weight = member.Endpoint.Weight })];
        set.Backups = [.. named.Where(member => member.Endpoint.Backup == true).Select(member => member.Name)];
        return Fill(set, first);
    }

    private static List<Wire.InputEndpoint> Endpoints(Wire.Role role) => Answers.Network(role)?.InputEndpoints ?? [];

    private static T Fill<T>(T settings, Wire.InputEndpoint answer) where T : EndpointSettings
    {
        settings.Protocol = answer.Protocol;
        settings.PublicPort = answer.Port;
        settings.LocalPort = answer.LocalPort;
        settings.InternalLoadBalancerName = Answers.Said(answer.LoadBalancerName);
        settings.Probe = answer.LoadBalancerProbe is { } probe ? Of(probe) : null;
        settings.Acl = [.. (answer.EndpointAcl?.Rules ?? []).Select(Of)];
        settings.DirectServerReturn = answer.EnableDirectServerReturn ?? false;
        settings.IdleTimeoutInMinutes = answer.IdleTimeoutInMinutes ?? 4;
        settings.EnableTcpReset = answer.EnableTcpReset ?? false;
        settings.UdpIdleTimeoutInSeconds = answer.UdpIdleTimeoutInSeconds ?? 60;
        settings.LoadBalancerDistribution = answer.LoadBalancerDistribution ?? "none";
        settings.WhenAllDown = answer.WhenAllDown ?? "refuse";
        settings.MinimumHealthyMembers = answer.MinimumHealthyMembers ?? 0;
        settings.FlapHalfLifeInSeconds = answer.FlapHalfLifeInSeconds ?? 0;
        settings.SlowStartInSeconds = answer.SlowStartInSeconds ?? 0;
        settings.AffinityTimeoutInSeconds = answer.AffinityTimeoutInSeconds ?? 0;
        return settings;
    }

    private static Probe Of(Wire.LoadBalancerProbe answer) => new()
    {
        Protocol = answer.Protocol,
        Port = answer.Port,
        Path = Answers.Said(answer.Path),
        IntervalInSeconds = answer.IntervalInSeconds,
        TimeoutInSeconds = answer.TimeoutInSeconds,
    };

    private static AclRule Of(Wire.AclRule answer) => new()
    {
        Order = answer.Order,
        Action = answer.Action,
        RemoteSubnet = answer.RemoteSubnet,
        Description = Answers.Said(answer.Description),
    };
}
