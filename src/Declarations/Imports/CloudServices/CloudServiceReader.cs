using System.Text;
using Ilb.Contracts;
using Ilb.Contracts.Packages;
using Ilb.Declarations.Text;

namespace Ilb.Declarations.Imports.CloudServices;

using Ilb.Declarations.Entries;

/// <summary>A cloud service's .cscfg, with its .csdef: each instance of a role becomes a machine, each input endpoint a set.</summary>
/// <param name="notes">Of the .cscfg.</param>
/// <param name="definitionNotes">Of the .csdef.</param>
internal sealed class CloudServiceReader(ImportOptions options, Notes notes, Notes definitionNotes)
{
    private const string UsedElsewhere = "is not carried over: what the role runs is not in these files";

    private XmlLines? _definitionLines;

    public Declaration Read(string configuration, string? definition)
    {
        var (runs, holds) = (Parse<ServiceConfiguration>(configuration), definition is null ? null : Parse<ServiceDefinition>(definition));
        if (holds is null)
            notes.Add(0, "endpoints and probes are in the .csdef: give both files.");
        var network = runs.NetworkConfiguration;
        Tell(runs, new XmlLines(configuration));
        if (holds is not null)
            Tell(holds, _definitionLines = new XmlLines(definition!));
        var deployment = new Deployment
        {
            VirtualNetwork = network?.VirtualNetworkSite?.Name ?? options.Network,
            InternalLoadBalancers = [.. (network?.LoadBalancers ?? []).Select(Balancer)],
            Machines = [.. runs.Roles.SelectMany(role => Machines(role, network))],
            LoadBalancedSets = [.. Sets(runs, holds)],
        };
        return new Declaration { CloudServices = [new CloudService { Name = Names.Machine(runs.ServiceName ?? options.Service), Location = options.Location, Deployments = [deployment] }] };
    }

    private void Tell(ServiceConfiguration runs, XmlLines lines)
    {
        foreach (var role in runs.Roles)
            foreach (var unused in role.Unused.Append(role.ConfigurationSettings is { Count: > 0 } ? "ConfigurationSettings" : null).OfType<string>())
                notes.Add(lines.Of(unused, role.Name), $"{unused} of {role.Name} is not carried over.");
        var network = runs.NetworkConfiguration;
        foreach (var unused in (network?.Unused ?? []).Concat(network?.AddressAssignments?.Unused ?? []))
            notes.Add(lines.Of(unused), $"{unused} is not carried over.");
        foreach (var instances in network?.AddressAssignments?.InstanceAddresses ?? [])
            foreach (var unused in instances.Unused)
                notes.Add(lines.Of(unused, instances.RoleName), $"{unused} of {instances.RoleName} is not carried over.");
        foreach (var assigned in (network?.AddressAssignments?.InstanceAddresses ?? []).Where(one => one.Subnets is { Count: > 1 }))
            notes.Add(lines.Of("Subnets", assigned.RoleName), $"{assigned.RoleName}: of its subnets only the first is taken.");
    }

    private void Tell(ServiceDefinition holds, XmlLines lines)
    {
        foreach (var unused in holds.Unused)
            definitionNotes.Add(lines.Of(unused), $"{unused} is not carried over.");
        foreach (var role in (holds.WebRoles ?? []).Concat(holds.WorkerRoles ?? []))
            foreach (var unused in role.Unused.Concat(role.Endpoints?.Unused ?? []).Append(role.Runtime is null ? null : "Runtime").OfType<string>())
                definitionNotes.Add(lines.Of(unused, role.Name), $"{unused} of {role.Name} {UsedElsewhere}.");
    }

    private static T Parse<T>(string text) where T : class, new()
    {
        try
        {
            return XmlDocuments.Read<T>(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        }
        catch (ContractException e)
        {
            throw new DocumentException([.. e.Problems.Select(problem => new Problem(1, 1, problem.Path, problem.Message))]);
        }
    }

    private static InternalLoadBalancer Balancer(PackageLoadBalancer balancer) => new()
    {
        Name = balancer.Name,
        SubnetName = balancer.FrontendIPConfiguration?.Subnet,
        StaticVNetIPAddress = balancer.FrontendIPConfiguration?.StaticVirtualNetworkIPAddress,
    };

    private IEnumerable<Machine> Machines(RoleConfiguration role, NetworkSettings? network)
    {
        var subnets = network?.AddressAssignments?.InstanceAddresses.Find(one => one.RoleName == role.Name)?.Subnets;
        return Enumerable.Range(1, role.Instances?.Count ?? 0).Select(instance => new Machine { Name = NameOf(role.Name!, instance), ImageName = options.Image, SubnetName = subnets?.FirstOrDefault()?.Name });
    }

    private static string NameOf(string role, int instance) => Names.Machine(FormattableString.Invariant($"{role}-{instance}"));

    private IEnumerable<LoadBalancedSet> Sets(ServiceConfiguration runs, ServiceDefinition? holds) =>
        from role in (holds?.WebRoles ?? []).Concat(holds?.WorkerRoles ?? [])
        let instances = runs.Roles.Find(one => one.Name == role.Name)?.Instances?.Count ?? 0
        where instances > 0
        from endpoint in role.Endpoints?.InputEndpoints ?? []
        select Set(role.Name!, instances, endpoint, holds!, runs.NetworkConfiguration);

    private LoadBalancedSet Set(string role, int instances, InputEndpointDefinition endpoint, ServiceDefinition holds, NetworkSettings? network)
    {
        if (endpoint.Protocol is "https" or "http" || endpoint.Certificate is not null)
            definitionNotes.Add(_definitionLines!.Of("InputEndpoint", endpoint.Name), $"{role}/{endpoint.Name}: {endpoint.Protocol} becomes tcp: ilb passes connections on as they are.");
        var access = network?.EndpointAcls?.Find(one => one.Role == role && (one.Endpoint ?? one.EndPoint) == endpoint.Name)?.AccessControl;
        var rules = network?.AccessControls?.Find(one => one.Name == access)?.Rules;
        var probe = holds.LoadBalancerProbes?.Find(one => one.Name == endpoint.LoadBalancerProbe);
        return new LoadBalancedSet
        {
            Name = endpoint.Name,
            Members = [.. Enumerable.Range(1, instances).Select(instance => NameOf(role, instance))],
            Protocol = endpoint.Protocol is "udp" ? "udp" : "tcp",
            PublicPort = endpoint.Port,
            LocalPort = int.TryParse(endpoint.LocalPort, out var local) ? local : endpoint.Port,
            InternalLoadBalancerName = endpoint.LoadBalancer,
            IdleTimeoutInMinutes = endpoint.IdleTimeoutInMinutes,
            LoadBalancerDistribution = endpoint.LoadBalancerDistribution,
            Probe = probe is null ? null : new Probe { Protocol = probe.Protocol, Port = probe.Port, Path = probe.Path, IntervalInSeconds = probe.IntervalInSeconds, TimeoutInSeconds = probe.TimeoutInSeconds },
            Acl = rules is null ? null : [.. rules.Select(rule => new AclRule { Order = rule.Order, Action = rule.Action, RemoteSubnet = rule.RemoteSubnet, Description = rule.Description })],
        };
    }
}
