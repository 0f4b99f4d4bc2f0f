using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class ProjectionTests
{
    private readonly World _world = Balanced();

    [Fact]
    public void A_set_is_on_the_VIP_with_its_settings_and_members()
    {
        var set = Project().Sets.Should().ContainSingle().Subject;
        (set.Name, set.Address.ToString(), set.PublicPort, set.TableSize).Should().Be(("MyWebsite1/intwebeplb", "10.0.0.6", (ushort)100, 16001u));
        set.IdleTimeout.Should().Be(TimeSpan.FromMinutes(4));
        set.Probe!.FailuresToDown.Should().Be(3);
        set.Backends.Select(b => $"{b.Name} {b.Address}:{b.LocalPort}").Should().Equal(
            "MyWebsite1/web1/intwebep 10.0.0.4:100", "MyWebsite1/web2/intwebep 10.0.0.5:100");
    }

    [Fact]
    public void An_access_list_comes_with_its_slot_in_the_order_of_its_rules()
    {
        Project().Sets[0].Acl.Should().BeNull();
        _world.Accept(Update("web1", Member() with
        {
            Acl = [new AclRuleRequest(200, "deny", "0.0.0.0/0", null), new AclRuleRequest(100, "permit", "10.0.1.0/24", null)],
        }));
        var acl = Project().Sets[0].Acl!;
        acl.Slot.Should().Be(new Slot(1, 1));
        acl.Rules.Select(rule => rule.ToString()).Should().Equal("100 permit 10.0.1.0/24", "200 deny 0.0.0.0/0");
    }

    [Fact]
    public void A_machine_is_in_its_network_with_its_endpoints()
    {
        var snapshot = Project();
        var machine = snapshot.Machines[0];
        (machine.FullName, machine.Subnet.ToString(), machine.Power).Should().Be(("MyWebsite1/web1", "10.0.0.0/24", MachinePower.Running));
        machine.Network.Should().Be(snapshot.Networks.Single(n => n.Name == "VNetUSWest").Slot.Index);
        machine.Endpoints.Should().Equal(new MachineEndpoint("intwebep", Ilb.Model.Addressing.Protocol.Tcp, 100, 100, null));
    }

    [Fact]
    public void A_machine_gets_the_name_servers_of_its_network()
    {
        var site = Site() with { DnsServerRefs = ["DNS1"] };
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(site) with { DnsServers = [new("other", "10.1.1.5"), new("dns1", "10.1.1.4")] }));
        Project().Machines[0].DnsServers.Select(server => server.ToString()).Should().Equal("10.1.1.4");
    }

    [Fact]
    public void A_backend_is_down_until_it_was_judged()
    {
        var set = Project().Sets[0];
        set.Backends.Should().OnlyContain(b => b.State == BackendState.Down);
        var up = EffectiveHealth.Unknown with { Backends = ImmutableDictionary<Slot, BackendState>.Empty.Add(set.Backends[0].Slot, BackendState.Up) };
        Project(up).Sets[0].Backends.Select(b => b.State).Should().Equal(BackendState.Up, BackendState.Down);
    }

    [Fact]
    public void A_stopped_machine_drains_while_the_board_says_so_and_then_leaves_its_set()
    {
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], true));
        var machine = Project().Machines[0];
        var draining = Project(EffectiveHealth.Unknown with { Draining = [machine.Port] });

        draining.Machines[0].Power.Should().Be(MachinePower.Draining);
        draining.Sets[0].Backends[0].State.Should().Be(BackendState.Draining);
        (machine.Power, machine.StayProvisioned).Should().Be((MachinePower.Stopped, true));
        Project().Sets[0].Backends.Should().ContainSingle().Which.Name.Should().Contain("web2");
    }

    [Fact]
    public void An_endpoint_on_the_load_balancer_without_a_set_is_a_set_of_one()
    {
        _world.Accept(Update("web1", Member(), Lone("ssh", 22)));
        Project().Sets.Single(s => s.Name == "MyWebsite1/web1/ssh").Backends.Should().ContainSingle();
    }

    [Fact]
    public void An_endpoint_on_the_public_VIP_is_outside_and_its_machine_inside()
    {
        _world.Accept(Update("web1", Lone("ssh", 22, null)));
        var inside = Project().Sets.Should().ContainSingle(s => s.Network != Outside.Network).Which;
        var outside = Project().Sets.Should().ContainSingle(s => s.Network == Outside.Network).Which;
        outside.BackendNetwork.Should().Be(inside.Network);
        outside.Backends.Should().ContainSingle(b => b.LocalPort == 22);
        Project().Vips.Should().ContainSingle(v => v.Network == Outside.Network && v.Address.Equals(outside.Address));
        Project().Machines[0].Endpoints.Should().ContainSingle(e => e.LocalPort == 22);
    }

    [Fact]
    public void A_service_outside_a_network_is_a_network_of_its_own()
    {
        foreach (var name in (string[])["svc1", "svc2"])
        {
            _world.Accept(new CreateCloudService(Tenant, name, null, null, "West US", null));
            _world.Accept(CreateWith(Role("vm") with { Network = null }) with
            {
                CloudService = name,
                VirtualNetwork = null,
                LoadBalancers = [new LoadBalancerRequest("lb", null, null, null)],
            });
        }

        var machines = Project().Machines.Where(m => m.Name == "vm").ToList();
        machines.Select(m => m.Address.ToString()).Should().Equal("100.64.0.4", "100.64.0.4");
        machines.Select(m => m.Network).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_machine_of_the_staging_slot_has_a_name_of_its_own()
    {
        _world.Accept(CreateWith(Role("web1")) with { Name = "next", Slot = "Staging" });
        Project().Machines.Select(m => m.FullName).Should().Equal("MyWebsite1/web1", "MyWebsite1/web2", "MyWebsite1.staging/web1");
    }

    private Snapshot Project(EffectiveHealth? health = null) =>
        SnapshotProjection.Project(1, _world.State, health ?? EffectiveHealth.Unknown);
}
