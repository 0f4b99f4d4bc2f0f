using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Rules;

namespace Ilb.Unit.Decisions;

/// <summary>A subscription to try commands on; keeps what was accepted.</summary>
internal sealed class World
{
    public static readonly Guid Tenant = new("11111111-1111-1111-1111-111111111111");
    /// <summary>Room for three public VIPs: the first four addresses and the last are nobody's.</summary>
    public static readonly Ipv4Prefix PublicSpace = Ipv4Prefix.Parse("203.0.113.8/29");

    public static readonly DateTimeOffset Now = new(2014, 5, 20, 12, 0, 0, TimeSpan.Zero);

    public const string Service = "MyWebsite1";
    public const string DeploymentName = "MyWebsite1";

    public static Catalogue Catalogue { get; } = new(["West US", "East US"], ["ilb-responder", "nginx", "attached"], ["Small", "Medium"]) { PublicSpace = PublicSpace };

    private int _operations;

    public DesiredState State { get; private set; } =
        ((Accepted)Decider.Decide(DesiredState.Empty, new AddSubscription(Tenant, "dev", new ManagementCertificate("AB12")), Context(0))).State;

    public SubscriptionState Subscription => State.Subscription(Tenant)!;

    public Deployment MyDeployment => Subscription.CloudService(Service)!.Deployment(DeploymentName)!;

    /// <summary>The announcement's network and service, without machines.</summary>
    public static World Empty()
    {
        var world = new World();
        world.Accept(new PutNetworkConfiguration(Tenant, Network(Site())));
        world.Accept(new CreateCloudService(Tenant, Service, null, null, "West US", null));
        return world;
    }

    /// <summary>The announcement up to its load balancer: web1 and web2 in FrontEndSubnet, MyILB.</summary>
    public static World Announced()
    {
        var world = Empty();
        world.Accept(CreateWith(Role("web1")));
        world.Accept(new AddRole(Tenant, Service, DeploymentName, Role("web2")));
        world.Accept(new AddLoadBalancer(Tenant, Service, DeploymentName, new LoadBalancerRequest("MyILB", "Private", "FrontEndSubnet", null)));
        return world;
    }

    /// <summary>The whole announcement: web1 and web2 are members of intwebeplb.</summary>
    public static World Balanced()
    {
        var world = Announced();
        world.Accept(Update("web1", Member()));
        world.Accept(Update("web2", Member()));
        return world;
    }

    /// <summary>The announcement's network, connected to two sites by a gateway.</summary>
    public static World Connected()
    {
        var world = Empty();
        world.Accept(new PutNetworkConfiguration(Tenant, Network(ConnectedSite("hq", "branch")) with { LocalNetworkSites = [Hq, Branch] }));
        world.Accept(new CreateGateway(Tenant, "VNetUSWest", null, null));
        return world;
    }

    /// <summary>A site on premises.</summary>
    public static LocalNetworkSiteElement Hq { get; } = new("hq", ["192.168.0.0/16", "172.16.0.0/12"], "198.51.100.1");

    public static LocalNetworkSiteElement Branch { get; } = new("branch", ["10.9.0.0/24"], "198.51.100.2");

    /// <summary>The announcement's network with a gateway subnet and connections to these sites.</summary>
    public static VirtualNetworkSiteElement ConnectedSite(params string[] sites) => Site() with
    {
        Subnets = [.. Site().Subnets, new SubnetElement("GatewaySubnet", "10.0.255.0/29")],
        LocalNetworkSiteRefs = [.. sites],
    };

    public Gateway MyGateway => Subscription.VirtualNetwork("VNetUSWest")!.Gateway!;

    public Accepted Accept(Command command)
    {
        var accepted = Decide(command).Should().BeOfType<Accepted>().Subject;
        State = accepted.State;
        return accepted;
    }

    /// <summary>Whether it was accepted.</summary>
    public bool Try(Command command)
    {
        if (Decide(command) is not Accepted accepted)
            return false;
        State = accepted.State;
        return true;
    }

    public ImmutableArray<Problem> Refuse(Command command)
    {
        var refused = Decide(command).Should().BeOfType<Refused>().Subject;
        refused.Problems.Should().OnlyContain(p => p.Message.Length > 10 && p.Path.Length > 0);
        return refused.Problems;
    }

    /// <summary>The command has exactly this problem.</summary>
    public Problem Refuse(Command command, ProblemCode code)
    {
        var problems = Refuse(command);
        problems.Select(p => p.Code).Should().Equal([code], string.Join("; ", problems));
        return problems[0];
    }

    public Outcome Decide(Command command) => Decider.Decide(State, command, Context(++_operations) with
    {
        Version = Version,
        Catalogue = Catalogue with { PrivateSpace = PrivateSpace },
    });

    public AddressAvailability Ask(string address) => AddressAvailability.Check(Subscription, "VNetUSWest", address);

    public static NetworkConfigurationDocument Network(params VirtualNetworkSiteElement[] sites) =>
        NetworkConfigurationDocument.Empty with { Xml = "<NetworkConfiguration/>", VirtualNetworkSites = [.. sites] };

    public static VirtualNetworkSiteElement Site(string name = "VNetUSWest") => new(
        name, "West US", null, ["10.0.0.0/16"],
        [new SubnetElement("FrontEndSubnet", "10.0.0.0/24"), new SubnetElement("BackEndSubnet", "10.0.1.0/29")], [], []);

    public static CreateDeployment CreateWith(params RoleRequest[] roles) =>
        new(Tenant, Service, DeploymentName, "Production", null, "VNetUSWest", [.. roles], []);

    public static RoleRequest Role(string name, params EndpointRequest[] endpoints) => new(
        name, "Small", "ilb-responder", null, null,
        new RoleNetworkRequest(["FrontEndSubnet"], null, [.. endpoints]), ImmutableSortedDictionary<string, string>.Empty);

    public static RoleRequest Static(string name, string address, string subnet = "FrontEndSubnet") =>
        Role(name) with { Network = new RoleNetworkRequest([subnet], address, []) };

    public static UpdateRole Update(string name, params EndpointRequest[] endpoints) =>
        new(Tenant, Service, DeploymentName, name, Role(name, endpoints));

    /// <summary>The announcement's endpoint.</summary>
    public static EndpointRequest Member() => new(
        "intwebep", "tcp", 100, 100, "intwebeplb", "MyILB", null, null, null, new ProbeRequest("tcp", 100, null, 10, null), null);

    public static EndpointRequest Lone(string name, int port, string? balancer = "MyILB") =>
        new(name, "tcp", port, port, null, balancer, null, null, null, null, null);

    public Endpoint Endpoint(string role, string name = "intwebep") => MyDeployment.Role(role)!.Endpoint(name)!;

    /// <summary>The x-ms-version of the commands that follow: as the cmdlets send it unless told otherwise.</summary>
    public DateOnly Version { get; set; } = ApiVersion.Announced;

    /// <summary>Where the provider lets private networks begin.</summary>
    public Ipv4Prefix PrivateSpace { get; set; } = Catalogue.PrivateSpace;

    private static CommandContext Context(int operation) =>
        new(Now.AddSeconds(operation), new Guid(operation, 0, 0, new byte[8]), Catalogue)
        {
            Secret = Enumerable.Range(operation, 32).Select(i => (byte)i).ToArray(),
        };
}
