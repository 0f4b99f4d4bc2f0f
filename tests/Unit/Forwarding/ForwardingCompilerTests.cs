using System.Net;
using AwesomeAssertions;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Forwarding.Scenario;

namespace Ilb.Unit.Forwarding;

public sealed class ForwardingCompilerTests
{
    [Fact]
    public void Set_of_two_machines_becomes_these_entries() =>
        Dump(Snapshot(Backend(1), Backend(2))).Should().Be("""
            port 1.1 in 1 10.1.1.4 mtu 1500
            port 2.1 in 1 10.1.1.5 mtu 1500
            route 1 10.1.1.100 -> Vip mtu 1500
            route 1 10.1.1.4 -> port 1 mtu 1500
            route 1 10.1.1.5 -> port 2 mtu 1500
            prefix 1 10.1.0.0/16 -> Network mtu 1500
            frontend 1 10.1.1.100:80/Tcp -> frontend 1.1 table 4099 idle 240s FiveTuple
            target 1 10.1.1.4:8080/Tcp -> backend 1
            target 1 10.1.1.5:8080/Tcp -> backend 2
            backend 1.1 1 10.1.1.4:8080 of frontend 1 at port 1 Up
            backend 2.1 1 10.1.1.5:8080 of frontend 1 at port 2 Up
            member frontend 1 port 1 -> backend 1
            member frontend 1 port 2 -> backend 2
            table 1 of 4099: 2050 x backend 1, 2049 x backend 2
            """);

    [Fact]
    public void Set_whose_vip_moved_keeps_backends_for_its_flows_and_its_old_address_takes_no_new_ones()
    {
        var moved = IPAddress.Parse("10.1.1.101");
        var old = Set(Backend(1, BackendState.Draining)) with { IsRetired = true };
        var now = Set(Backend(2) with { Name = "site/web1/http", Port = 1, Address = Address(1) }) with { Frontend = new Slot(2, 1), Address = moved };
        var snapshot = Snapshot(Backend(1));
        snapshot = snapshot with { Vips = [.. snapshot.Vips, new VipEntry(1, moved, "site", "lb")], Sets = [old, now] };

        Dump(snapshot).Should().Be("""
            port 1.1 in 1 10.1.1.4 mtu 1500
            route 1 10.1.1.100 -> Vip mtu 1500
            route 1 10.1.1.101 -> Vip mtu 1500
            route 1 10.1.1.4 -> port 1 mtu 1500
            prefix 1 10.1.0.0/16 -> Network mtu 1500
            frontend 1 10.1.1.100:80/Tcp -> frontend 1.1 table 0 idle 240s FiveTuple Retired
            frontend 1 10.1.1.101:80/Tcp -> frontend 2.1 table 4099 idle 240s FiveTuple
            target 1 10.1.1.4:8080/Tcp -> backend 2
            backend 1.1 1 10.1.1.4:8080 of frontend 1 at port 1 Draining
            backend 2.1 1 10.1.1.4:8080 of frontend 2 at port 1 Up
            member frontend 1 port 1 -> backend 1
            member frontend 2 port 1 -> backend 2
            table 2 of 4099: 4099 x backend 2
            """);
    }

    [Fact]
    public void Gateway_is_a_port_that_leads_to_its_connected_sites() =>
        Dump(Snapshot() with { Vips = [], Sets = [], Gateways = [Gateway(9), Gateway(8, node: 2)] }).Should().Be("""
            port 9.1 in 1 10.1.255.4 mtu 1400
            route 1 10.1.255.4 -> port 9 mtu 1400
            prefix 1 10.1.0.0/16 -> Network mtu 1500
            prefix 1 10.9.0.0/16 -> gateway at port 9 mtu 1400
            prefix 1 10.9.128.0/24 -> gateway at port 9 mtu 1400
            """);

    [Fact]
    public void Joined_networks_lead_to_each_other() =>
        Dump(Snapshot() with { Vips = [], Sets = [], Networks = [Network() with { Peers = [2] }, Joined(2)] }).Should().Be("""
            prefix 1 10.1.0.0/16 -> Network mtu 1500
            prefix 1 10.2.0.0/16 -> network 2 mtu 1400
            prefix 2 10.1.0.0/16 -> network 1 mtu 1400
            prefix 2 10.2.0.0/16 -> Network mtu 1400
            """);

    [Fact]
    public void Empty_snapshot_compiles_to_the_empty_state() =>
        ForwardingChange.Between(ForwardingState.Empty, Compile(Model.Snapshots.Snapshot.Empty)).IsEmpty.Should().BeTrue();

    [Theory]
    [InlineData(BackendState.Down)]
    [InlineData(BackendState.Draining)]
    [InlineData(BackendState.CutOff)]
    public void Backend_that_takes_no_new_flows_keeps_its_entry_for_the_flows_it_has(BackendState state)
    {
        var compiled = Compile(Snapshot(Backend(1), Backend(2, state)));

        compiled.Backends[2].State.Should().Be((byte)state);
        compiled.Targets.Values.Should().BeEquivalentTo([1u, 2u]);
        compiled.Members.Should().ContainKey(new MemberKey(1, 2));
        compiled.Tables[1].Should().OnlyContain(slot => slot == 1);
    }

    [Fact]
    public void Set_without_a_backend_that_is_up_has_a_frontend_and_no_table()
    {
        var compiled = Compile(Snapshot(Backend(1, BackendState.Down), Backend(2, BackendState.Draining)));

        compiled.Frontends.Values.Should().ContainSingle().Which.TableSize.Should().Be(0);
        compiled.Tables.Should().BeEmpty();
    }

    [Fact]
    public void Set_without_backends_has_a_frontend_that_refuses() =>
        Compile(Snapshot()).Frontends.Values.Should().ContainSingle().Which.TableSize.Should().Be(0);

    [Fact]
    public void Backend_of_weight_zero_takes_no_new_flows() =>
        Compile(Snapshot(Backend(1), Backend(2, weight: 0))).Tables[1].Should().OnlyContain(slot => slot == 1);

    [Fact]
    public void Draining_machine_keeps_port_and_route()
    {
        var compiled = Compile(Snapshot() with { Machines = [Machine(3, MachinePower.Draining)] });

        compiled.Ports.Should().ContainKey(3);
        compiled.Routes.Should().ContainKey(new RouteKey(1, KernelAddress.From(Address(3))));
    }

    [Fact]
    public void Stopped_machine_has_neither_port_nor_route()
    {
        var compiled = Compile(Snapshot() with { Machines = [Machine(3, MachinePower.Stopped)] });

        compiled.Ports.Should().BeEmpty();
        compiled.Routes.Keys.Should().Equal(new RouteKey(1, KernelAddress.From(Vip)));
    }

    [Fact]
    public void Machine_of_another_node_gets_no_port_here_but_all_the_rest_is_the_same()
    {
        var snapshot = Snapshot(Backend(1), Backend(2)) with { Machines = [Machine(1), Machine(2, node: 2)] };

        var (here, there) = (ForwardingCompiler.Compile(snapshot, 1), ForwardingCompiler.Compile(snapshot, 2));

        here.Ports.Keys.Should().Equal(1u);
        there.Ports.Keys.Should().Equal(2u);
        ForwardingChange.Between(here with { Ports = there.Ports, Routes = there.Routes }, there).IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void Networks_with_one_address_space_share_no_key()
    {
        var compiled = Compile(Snapshot() with { Networks = [Network(1), Network(2)], Machines = [Machine(1), Machine(2) with { Network = 2, Address = Address(1) }] });

        compiled.Routes[new RouteKey(1, KernelAddress.From(Address(1)))].Target.Should().Be(1);
        compiled.Routes[new RouteKey(2, KernelAddress.From(Address(1)))].Target.Should().Be(2);
        compiled.Prefixes.Keys.Select(key => key.Network).Should().BeEquivalentTo([1u, 2u]);
    }

    [Fact]
    public void Machine_with_ipv6_has_two_addresses_that_lead_to_one_port()
    {
        var ipv6 = IpPrefix.Parse("fd00:1::/96");
        var compiled = Compile(Snapshot() with { Networks = [Network() with { Ipv6 = ipv6 }], Machines = [Machine(1) with { Ipv6Address = ipv6.Embed(Address(1)) }, Machine(2)] });

        compiled.Ports[1].Ipv6Address.Should().Be(KernelAddress.From(ipv6.Embed(Address(1))));
        compiled.Routes[new RouteKey(1, KernelAddress.From(ipv6.Embed(Address(1))))].Should().Be(compiled.Routes[new RouteKey(1, KernelAddress.From(Address(1)))]);
        compiled.Ports[2].Ipv6Address.Should().BeNull();
        compiled.Routes.Count.Should().Be(4, "two machines, the VIP, and one of them in IPv6");
        compiled.Prefixes[new PrefixKey(32 + 96, 1, KernelAddress.From(ipv6.FirstAddress))].Kind.Should().Be(RouteKind.Network);
    }

    [Fact]
    public void Mtu_of_a_network_is_that_of_its_ports_routes_and_prefixes()
    {
        var compiled = Compile(Snapshot(Backend(1)) with { Networks = [Network() with { Mtu = 1450 }] });

        compiled.Ports.Values.Select(port => port.Mtu).Should().OnlyContain(mtu => mtu == 1450);
        compiled.Routes.Values.Concat(compiled.Prefixes.Values).Select(route => route.Mtu).Should().OnlyContain(mtu => mtu == 1450);
    }

    [Fact]
    public void Two_sets_on_one_VIP_differ_in_their_L4_port_or_protocol()
    {
        var tcp = Set(Backend(1));
        var udp = Set(Backend(2)) with { Frontend = new Slot(2, 1), Protocol = Protocol.Udp };

        Compile(Snapshot() with { Sets = [tcp, udp] }).Frontends.Values.Select(f => f.Slot).Should().BeEquivalentTo([1u, 2u]);
    }

    [Fact]
    public void Machine_port_that_two_sets_share_is_the_target_of_the_lower_frontend()
    {
        var first = Set(Backend(5) with { Port = 1, Address = Address(1) });
        var second = Set(Backend(2) with { Port = 1, Address = Address(1) }) with { Frontend = new Slot(2, 1), PublicPort = 81 };

        Compile(Snapshot() with { Sets = [second, first] }).Targets.Values.Should().Equal(5u);
    }

    [Theory]
    [InlineData(Distribution.FiveTuple, 0)]
    [InlineData(Distribution.SourceIpProtocol, 1)]
    [InlineData(Distribution.SourceIp, 2)]
    public void Distribution_has_the_number_that_the_kernel_knows(Distribution distribution, byte number) =>
        Frontend(Set(Backend(1)) with { Distribution = distribution }).Distribution.Should().Be(number);

    [Theory]
    [InlineData(BackendState.Up, 0)]
    [InlineData(BackendState.Down, 1)]
    [InlineData(BackendState.Draining, 2)]
    [InlineData(BackendState.CutOff, 3)]
    public void Backend_state_has_the_number_that_the_kernel_knows(BackendState state, byte number) =>
        Compile(Snapshot(Backend(1, state))).Backends[1].State.Should().Be(number);

    [Fact]
    public void Floating_IP_is_a_flag_of_the_frontend() =>
        Frontend(Set(Backend(1)) with { FloatingIp = true }).Flags.Should().Be(FrontendOptions.FloatingIp);

    [Fact]
    public void Loopback_is_a_flag_of_the_frontend() =>
        Frontend(Set(Backend(1)) with { Loopback = true }).Flags.Should().Be(FrontendOptions.Loopback);

    [Fact]
    public void Reset_of_idle_flows_is_a_flag_of_the_frontend() =>
        Frontend(Set(Backend(1)) with { ResetsIdle = true }).Flags.Should().Be(FrontendOptions.ResetIdle);

    [Fact]
    public void Idle_timeout_is_in_seconds() =>
        Frontend(Set(Backend(1)) with { IdleTimeout = TimeSpan.FromMinutes(30) }).IdleSeconds.Should().Be(1800);

    [Fact]
    public void Table_of_an_unchanged_set_is_taken_over_by_reference()
    {
        var before = Compile(Snapshot(Backend(1), Backend(2)));
        var changed = Snapshot(Backend(1), Backend(2)) with { Revision = 8, Vips = [new VipEntry(1, IPAddress.Parse("10.1.1.9"), "s", "l")] };

        var after = ForwardingCompiler.Compile(changed, 1, before);

        (after.Tables[1] == before.Tables[1]).Should().BeTrue();
    }

    [Fact]
    public void Table_of_a_changed_set_is_built_anew_as_if_there_had_been_no_former()
    {
        var before = Compile(Snapshot(Backend(1), Backend(2)));
        var changed = Snapshot(Backend(1), Backend(2, weight: 50));

        ForwardingCompiler.Compile(changed, 1, before).Tables[1].Should().Equal(Compile(changed).Tables[1]);
    }

    [Fact]
    public void State_that_was_read_from_the_kernel_serves_as_previous()
    {
        var read = ForwardingState.Empty with { Tables = Compile(Snapshot(Backend(1))).Tables };

        ForwardingCompiler.Compile(Snapshot(Backend(2)), 1, read).Tables[1].Should().OnlyContain(slot => slot == 2);
    }

    [Fact]
    public void Whoever_shares_a_place_with_no_member_is_a_non_member()
    {
        var nonMembers = Compile(Snapshot(Backend(1), Backend(2))).Frontends.Values.Single().NonMembers;

        Enumerable.Range(0, 1024).Where(port => !nonMembers.Contains((uint)port)).Should().Equal(1, 2, 257, 258, 513, 514, 769, 770);
    }

    private static FrontendValue Frontend(SetEntry set) => Compile(Snapshot() with { Sets = [set] }).Frontends.Values.Single();

    private static ForwardingState Compile(Snapshot snapshot) => ForwardingCompiler.Compile(snapshot, 1);

    private static string Dump(Snapshot snapshot) => ForwardingDump.Of(Compile(snapshot));
}
