using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Projection;
using Xunit;

namespace Ilb.Unit.Decisions;

/// <summary>Web and worker roles: what package and configuration say together.</summary>
public sealed class PackageTests
{
    private const string Slot = "Production";

    private static readonly string Digest = new('a', 64), OtherDigest = new('b', 64);

    [Fact]
    public void Roles_become_machines_named_by_role_and_number_with_the_set_of_their_endpoint()
    {
        var world = Deployed(2);

        var deployment = world.MyDeployment;
        deployment.Roles.Select(r => $"{r.Name} {r.Address} {r.HostName}").Should().Equal(
            "Web_IN_0 10.0.0.4 Web-IN-0", "Web_IN_1 10.0.0.5 Web-IN-1", "Worker_IN_0 10.0.1.4 Worker-IN-0");
        deployment.LoadBalancers.Should().ContainSingle().Which.ToString().Should().Be("MyILB 10.0.0.100");
        var set = LoadBalancedSet.Of(world.State).Should().ContainSingle().Subject;
        set.ToString().Should().Be("MyWebsite1/Web.Http 10.0.0.100:80");
        set.Members.Select(m => m.Role.Name).Should().Equal("Web_IN_0", "Web_IN_1");
        set.Shared.Should().BeEquivalentTo(new { LocalPort = 8080, IdleTimeoutMinutes = 4 });
        set.Shared.Probe.Should().BeEquivalentTo(new { Port = 8080, Path = "/health", IntervalSeconds = 5 });
        set.Shared.Acl.Should().ContainSingle().Which.ToString().Should().Be("100 Permit 10.0.0.0/16");
    }

    [Fact]
    public void Scaling_keeps_the_instances_that_stay_as_they_are_down_to_the_slots_that_the_kernel_sees()
    {
        var world = Deployed(2);
        var before = world.MyDeployment;
        var slots = world.State.Allocations;

        world.Accept(Configure(4));
        world.MyDeployment.Roles.Where(r => r.Program!.Role == "Web").Select(r => r.Program!.Instance).Should().Equal(0, 1, 2, 3);
        world.Accept(Configure(1));

        world.MyDeployment.Roles.Select(r => r.Name).Should().Equal("Web_IN_0", "Worker_IN_0");
        var (was, stays) = (before.Role("Web_IN_0")!, world.MyDeployment.Role("Web_IN_0")!);
        stays.Address.Should().Be(was.Address);
        stays.Restarts.Should().Be(was.Restarts);
        stays.Program.Should().BeSameAs(was.Program);
        foreach (var (key, slot) in world.State.Allocations.Backends.Used)
            slots.Backends.Used[key].Should().Be(slot);
        world.State.Allocations.Frontends.Used.Should().Equal(slots.Frontends.Used);
    }

    [Fact]
    public void New_settings_reach_the_instances_and_restart_none()
    {
        var world = Deployed(2);
        world.Accept(Configure(2, setting: "new"));

        var instance = world.MyDeployment.Role("Worker_IN_0")!;
        instance.Settings.Should().Contain("Level", "new");
        instance.Restarts.Should().Be(0);
        SnapshotProjection.Project(1, world.State, EffectiveHealth.Unknown).Machines.Single(m => m.Name == "Worker_IN_0")
            .Settings.Should().Contain("Level", "new");
    }

    [Fact]
    public void Upgrade_gives_a_role_the_new_package_and_leaves_the_other_with_its_own()
    {
        var world = Deployed(2);
        world.Accept(new UpgradeDeployment(
            World.Tenant, World.Service, World.DeploymentName, OtherDigest, Definition(command: "sh new.sh"), Configuration(2), "v2", "Web"));

        var deployment = world.MyDeployment;
        deployment.Label.Should().Be("v2");
        deployment.Role("Web_IN_1")!.Program.Should().BeEquivalentTo(new { Package = OtherDigest, Command = (string[])["sh", "new.sh"] });
        deployment.Role("Web_IN_1")!.Restarts.Should().Be(1);
        deployment.Role("Worker_IN_0")!.Program!.Package.Should().Be(Digest);
        deployment.Role("Worker_IN_0")!.Restarts.Should().Be(0);
    }

    [Fact]
    public void Suspended_deployment_stops_all_its_instances_and_makes_new_ones_stopped()
    {
        var world = Deployed(1);
        world.Accept(new SetDeploymentStatus(World.Tenant, World.Service, World.DeploymentName, "suspended"));
        world.Accept(Configure(2));
        world.MyDeployment.Roles.Should().HaveCount(3).And.OnlyContain(r => r.Power == Power.Stopped);

        world.Accept(new SetDeploymentStatus(World.Tenant, World.Service, World.DeploymentName, "Running"));
        world.MyDeployment.Roles.Should().OnlyContain(r => r.Power == Power.Started);
        world.Refuse(new SetDeploymentStatus(World.Tenant, World.Service, World.DeploymentName, "Paused"), ProblemCode.DeploymentStatusUnknown);
    }

    [Fact]
    public void Everything_wrong_with_definition_and_configuration_is_told_at_once_with_its_element()
    {
        var world = World.Empty();
        var web = Definition().Roles[0];
        var wrong = new ServiceDefinition(
            [web with
            {
                CommandLine = null,
                Size = "Huge",
                Endpoints = [web.Endpoints[0] with { Probe = "none", LoadBalancer = "other", LocalPort = "http" }],
            }], []);
        var configuration = Configuration(0) with
        {
            VirtualNetwork = "nowhere",
            EndpointAcls = [new EndpointAclElement("Web", "Ftp", "none")],
        };

        var problems = world.Refuse(Create(wrong, configuration));

        problems.Select(p => $"{p.Code} {p.Path}").Should().BeEquivalentTo(
            "VirtualNetworkUnknown ServiceConfiguration/NetworkConfiguration/VirtualNetworkSite",
            "EntryPointMissing ServiceDefinition/WebRole[Web]/Runtime/EntryPoint/ProgramEntryPoint",
            "SizeUnknown ServiceDefinition/WebRole[Web]/@vmsize",
            "ProbeUnknown ServiceDefinition/WebRole[Web]/Endpoints/InputEndpoint[Http]/@loadBalancerProbe",
            "PortOutOfRange ServiceDefinition/WebRole[Web]/Endpoints/InputEndpoint[Http]/@localPort",
            "LoadBalancerUnknown ServiceDefinition/WebRole[Web]/Endpoints/InputEndpoint[Http]/@loadBalancer",
            "InstanceCountOutOfRange ServiceConfiguration/Role[Web]/Instances/@count",
            "RoleUnknown ServiceConfiguration/Role[Worker]",
            "RoleUnknown ServiceConfiguration/NetworkConfiguration/AddressAssignments/InstanceAddress[Worker]",
            "EndpointUnknown ServiceConfiguration/NetworkConfiguration/EndpointAcls/EndpointAcl[Web/Ftp]/@endpoint",
            "AccessControlUnknown ServiceConfiguration/NetworkConfiguration/EndpointAcls/EndpointAcl[Web/Ftp]/@accessControl");
    }

    [Fact]
    public void Problems_of_endpoint_and_addresses_have_the_element_of_their_file()
    {
        var world = World.Empty();
        var web = Definition().Roles[0];
        var wrong = Definition() with { Roles = [web with { Endpoints = [web.Endpoints[0] with { Port = 0, Protocol = "sctp" }] }, Definition().Roles[1]] };
        world.Refuse(Create(wrong, Configuration(1))).Select(p => p.Path).Should().BeEquivalentTo(
            "ServiceDefinition/WebRole[Web]/Endpoints/InputEndpoint[Http]/Protocol",
            "ServiceDefinition/WebRole[Web]/Endpoints/InputEndpoint[Http]/Port");

        var full = Configuration(9) with { Addresses = [new InstanceAddressElement("Web", ["BackEndSubnet"])] };
        world.Refuse(Create(Definition(), full)).Should().OnlyContain(p => p.Code == ProblemCode.SubnetFull);
    }

    [Fact]
    public void Settings_are_those_that_the_package_defines()
    {
        var (web, worker) = (Configuration(1).Roles[0], Configuration(1).Roles[1]);
        var wrong = Configuration(1) with { Roles = [web, worker with { Settings = [new("Depth", "3")] }] };
        World.Empty().Refuse(Create(Definition(), wrong)).Select(p => p.Code).Should().Equal(ProblemCode.SettingMissing, ProblemCode.SettingUnknown);
    }

    [Fact]
    public void Second_subnet_takes_what_the_first_has_no_room_for()
    {
        var world = World.Empty();
        var two = Configuration(5) with { Addresses = [new InstanceAddressElement("Web", ["BackEndSubnet", "FrontEndSubnet"])] };
        world.Accept(Create(Definition(), two));
        world.MyDeployment.Roles.Where(r => r.Program!.Role == "Web").Select(r => r.Subnet).Should().Equal(
            "BackEndSubnet", "BackEndSubnet", "BackEndSubnet", "FrontEndSubnet", "FrontEndSubnet");
    }

    [Fact]
    public void Configuration_change_moves_neither_network_nor_load_balancer_nor_subnet()
    {
        var world = Deployed(1);
        var moved = Configuration(1) with
        {
            VirtualNetwork = null,
            LoadBalancers = [new LoadBalancerRequest("MyILB", "private", "FrontEndSubnet", "10.0.0.101")],
            Addresses = [new InstanceAddressElement("Web", ["BackEndSubnet"])],
        };
        world.Refuse(new ConfigureDeployment(World.Tenant, World.Service, World.DeploymentName, moved))
            .Should().HaveCount(3).And.OnlyContain(p => p.Code == ProblemCode.ConfigurationFixed);
    }

    [Fact]
    public void Outside_a_virtual_network_roles_and_vip_are_in_the_private_network_of_the_service()
    {
        var world = World.Empty();
        var configuration = Configuration(2) with
        {
            VirtualNetwork = null,
            Addresses = [],
            EndpointAcls = [],
            LoadBalancers = [new LoadBalancerRequest("MyILB", "private", null, null)],
        };
        world.Accept(Create(Definition(), configuration));
        world.MyDeployment.Roles.Select(r => r.Subnet).Should().OnlyContain(s => s == null);
        world.MyDeployment.LoadBalancers[0].Address.Should().NotBe(System.Net.IPAddress.Any);
        world.MyDeployment.Roles.Select(r => r.Address).Append(world.MyDeployment.LoadBalancers[0].Address).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Machines_of_a_package_are_not_changed_one_by_one_and_others_have_no_configuration()
    {
        var world = Deployed(1);
        world.Refuse(new AddRole(World.Tenant, World.Service, World.DeploymentName, World.Role("web1")), ProblemCode.DeploymentHasPackage);
        world.Refuse(new DeleteRole(World.Tenant, World.Service, World.DeploymentName, "Web_IN_0"), ProblemCode.DeploymentHasPackage);
        world.Refuse(new RemoveLoadBalancer(World.Tenant, World.Service, World.DeploymentName, "MyILB"), ProblemCode.DeploymentHasPackage);
        world.Refuse(Create(Definition(), Configuration(1))).Should().Contain(p => p.Code == ProblemCode.DeploymentSlotInUse);

        var machines = World.Announced();
        machines.Refuse(Configure(1), ProblemCode.DeploymentHasNoPackage);
    }

    [Fact]
    public void Fifty_instances_with_three_endpoints_are_within_the_limits_and_one_more_machine_is_not()
    {
        var web = Definition().Roles[0];
        var endpoints = Enumerable.Range(0, 4).Select(i => web.Endpoints[0] with { Name = $"Http{i}", Port = 80 + i });
        var definition = Definition() with { Roles = [web with { Endpoints = [.. endpoints] }, Definition().Roles[1]] };
        var world = World.Empty();
        world.Accept(Create(definition, Configuration(49) with { EndpointAcls = [] }));
        world.Refuse(Configure(50) with { Configuration = Configuration(50) with { EndpointAcls = [] } }, ProblemCode.RolesTooMany);
    }

    [Theory]
    [InlineData("python3 serve.py", "python3|serve.py")]
    [InlineData("  sh  -c \"echo a b\" ", "sh|-c|echo a b")]
    [InlineData("run \"\" x\"y z\"", "run||xy z")]
    public void Command_line_is_words_and_quotes_keep_blanks(string line, string words)
    {
        var world = World.Empty();
        world.Accept(Create(Definition(command: line), Configuration(1)));
        string.Join('|', world.MyDeployment.Role("Web_IN_0")!.Program!.Command).Should().Be(words);
    }

    [Fact]
    public void Open_quote_is_refused() =>
        World.Empty().Refuse(Create(Definition(command: "sh \"x"), Configuration(1)), ProblemCode.CommandLineInvalid);

    [Fact]
    public void Deployment_of_a_package_survives_the_store()
    {
        var world = Deployed(2);
        var documents = Ilb.Model.Documents.DesiredDocuments.Split(world.State);
        var read = Ilb.Model.Documents.DesiredDocuments.Join(world.State.Revision, documents);
        read.Should().BeEquivalentTo(world.State, o => o.WithStrictOrdering().ComparingByMembers<DesiredState>());
    }

    private static World Deployed(int instances)
    {
        var world = World.Empty();
        world.Accept(Create(Definition(), Configuration(instances)));
        return world;
    }

    private static CreatePackageDeployment Create(ServiceDefinition definition, ServiceConfigurationDocument configuration) => new(
        World.Tenant, World.Service, World.DeploymentName, Slot, null, Digest, definition, configuration, Start: true);

    private static ConfigureDeployment Configure(int instances, string setting = "info") =>
        new(World.Tenant, World.Service, World.DeploymentName, Configuration(instances, setting));

    private static ServiceDefinition Definition(string command = "sh web.sh") => new(
        [
            new RoleDefinition(
                "Web", true, "Small", command, ImmutableSortedDictionary<string, string>.Empty, [],
                [new EndpointDefinition("Http", "http", 80, "8080", "MyILB", "Health", null, null)]),
            new RoleDefinition(
                "Worker", false, null, "sh worker.sh", ImmutableSortedDictionary<string, string>.Empty.Add("TZ", "UTC"), ["Level"], []),
        ],
        [new ProbeDefinition("Health", "http", null, "/health", 5, 11)]);

    private static ServiceConfigurationDocument Configuration(int instances, string setting = "info") => new(
        $"<ServiceConfiguration count='{instances}'/>",
        [new RoleConfigurationElement("Web", instances, []), new RoleConfigurationElement("Worker", 1, [new("Level", setting)])],
        "VNetUSWest",
        [new InstanceAddressElement("Web", ["FrontEndSubnet"]), new InstanceAddressElement("Worker", ["BackEndSubnet"])],
        [new LoadBalancerRequest("MyILB", "private", "FrontEndSubnet", "10.0.0.100")],
        [new AccessControlElement("Inside", [new AclRuleRequest(100, "permit", "10.0.0.0/16", null)])],
        [new EndpointAclElement("Web", "Http", "Inside")]);
}
