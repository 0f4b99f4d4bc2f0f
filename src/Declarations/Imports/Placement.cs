using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Imports;

/// <summary>Where what is imported goes: each VIP is the internal load balancer of a cloud service, with the servers behind it as its machines.</summary>
internal sealed class Placement(ImportOptions options, Notes notes)
{
    private const string Balancer = "VIP";

    private readonly Dictionary<string, string> _placed = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _blocks = new(StringComparer.Ordinal);

    /// <summary>Without cloud services where nothing could be carried over.</summary>
    public Declaration Of(IReadOnlyList<VirtualServer> servers)
    {
        var services = servers.GroupBy(server => server.Address ?? server.Vip).Select((vip, place) => Service(place == 0 ? options.Service : $"{options.Service}-{place + 1}", [.. vip])).OfType<CloudService>().ToList();
        return new Declaration { VirtualNetworks = _blocks.Count == 0 ? null : [Network()], CloudServices = services };
    }

    private string NetworkName => options.Network ?? $"{options.Service}-network";

    private VirtualNetwork Network() => new()
    {
        Name = NetworkName,
        Location = options.Location,
        AddressSpace = [.. _blocks],
        Subnets = [.. _blocks.Select(block => new Subnet { Name = AddressBlocks.NameOf(block), AddressPrefix = block })],
    };

    private CloudService? Service(string name, IReadOnlyList<VirtualServer> ports)
    {
        var machines = new Dictionary<string, Machine>(StringComparer.OrdinalIgnoreCase);
        var sets = ports.Select(port => Set(name, port, machines)).OfType<LoadBalancedSet>().ToList();
        if (sets.Count == 0)
            return null;
        var deployment = new Deployment
        {
            VirtualNetwork = ports[0].Network ?? NetworkName,
            InternalLoadBalancers = [new InternalLoadBalancer { Name = Balancer, SubnetName = SubnetOf(ports[0], ports[0].Address), StaticVNetIPAddress = ports[0].Address }],
            Machines = [.. machines.Values],
            LoadBalancedSets = sets,
        };
        return new CloudService { Name = name, Location = options.Location, Deployments = [deployment] };
    }

    /// <summary>That it knows, unless the network is made here: then where its neighbours are, if it has no address.</summary>
    private string? SubnetOf(VirtualServer port, string? address)
    {
        if (port.Network is not null || options.Network is not null)
            return port.Subnet;
        var block = AddressBlocks.Of(address ?? port.Address ?? port.Servers.Select(server => server.Address).FirstOrDefault(other => other is not null && AddressBlocks.IsIPv4(other)));
        _blocks.Add(block);
        return AddressBlocks.NameOf(block);
    }

    private LoadBalancedSet? Set(string service, VirtualServer port, Dictionary<string, Machine> machines)
    {
        var local = port.Servers.Select(server => server.Port).FirstOrDefault(number => number is not null) ?? port.Port;
        var members = port.Servers.Where(server => Takes(service, port, server, local)).ToList();
        if (members.Count == 0)
        {
            notes.Add(port.Line, $"{port.Name} is left out: no server of it could be carried over.");
            return null;
        }

        var isFloating = port.IsFloating && local == port.Port;
        if (isFloating != port.IsFloating)
            notes.Add(port.Line, $"{port.Name} is without direct server return: that takes the same port on VIP and server.");
        var names = members.Select(server => Machine(port, server, machines).Name!).ToList();
        return new LoadBalancedSet
        {
            Name = port.Name,
            Members = names,
            Weights = [.. members.Zip(names).Where(one => one.First.Weight != 1).Select(one => new MemberWeight { Member = one.Second, Weight = one.First.Weight })],
            Backups = [.. members.Zip(names).Where(one => one.First.IsBackup).Select(one => one.Second)],
            Protocol = port.Protocol,
            PublicPort = port.Port,
            LocalPort = local,
            InternalLoadBalancerName = Balancer,
            Probe = port.Probe,
            DirectServerReturn = isFloating,
            IdleTimeoutInMinutes = port.Idle,
            EnableTcpReset = port.ResetsIdle,
            LoadBalancerDistribution = port.Distribution,
            AffinityTimeoutInSeconds = port.AffinityTimeout,
        };
    }

    private bool Takes(string service, VirtualServer port, RealServer server, int local)
    {
        var why = server.Port is { } other && other != local ? FormattableString.Invariant($"it listens on {other}, the others of {port.Name} on {local}, and a set has one local port")
            : server.Address is { } address && !AddressBlocks.IsIPv4(address) ? $"{address} is no IPv4 address in full"
            : server.Address is not null && _placed.GetValueOrDefault(server.Address, service) != service ? $"it is behind the VIP of {_placed[server.Address]} already, and a machine is in one cloud service"
            : null;
        if (why is not null)
            notes.Add(server.Line, $"{server.Name} is no member of {port.Name}: {why}.");
        else if (server.Address is not null)
            _placed[server.Address] = service;
        return why is null;
    }

    /// <summary>One for each address, whatever the virtual servers call it.</summary>
    private Machine Machine(VirtualServer port, RealServer server, Dictionary<string, Machine> machines)
    {
        var key = server.Address ?? server.Name;
        if (machines.TryGetValue(key, out var machine))
            return machine;
        var isTaken = machines.Values.Any(other => string.Equals(other.Name, server.Name, StringComparison.OrdinalIgnoreCase));
        var name = isTaken ? Names.Machine($"{server.Name}-{server.Address}") : server.Name;
        return machines[key] = new Machine { Name = name, ImageName = options.Image, SubnetName = SubnetOf(port, server.Address), StaticVNetIPAddress = server.Address };
    }
}
