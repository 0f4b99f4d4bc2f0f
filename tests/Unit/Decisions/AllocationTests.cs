using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Rules;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class AllocationTests
{
    [Fact]
    public void Slots_begin_at_1_and_a_freed_one_comes_back_with_the_next_generation()
    {
        var table = SlotTable.Empty.Assign(["a", "b", "c"]);
        table.Used["b"].Should().Be(new Slot(2, 1));
        table = table.Assign(["a", "c"]).Assign(["a", "c", "d", "e"]);
        table.Used["d"].Should().Be(new Slot(2, 2));
        table.Used["e"].Should().Be(new Slot(4, 1));
    }

    [Fact]
    public void A_network_s_number_is_never_given_again()
    {
        var table = SlotTable.Empty.AssignOnce(["a", "b", "c"]).AssignOnce(["a"]);
        table.AssignOnce(["a"]).Should().BeSameAs(table);
        table = table.AssignOnce(["a", "b"]).AssignOnce([]).AssignOnce(["a", "d"]);
        table.Used.Values.Should().BeEquivalentTo([new Slot(5, 1), new Slot(6, 1)]);
        table.Free.Should().BeEmpty("the highest is in use");
    }

    [Fact]
    public void A_wish_of_what_is_there_changes_nothing()
    {
        var table = SlotTable.Empty.Assign(["a", "b"]);
        table.Assign(["b", "a"]).Should().BeSameAs(table);
    }

    [Fact]
    public void A_machine_made_anew_under_its_name_has_another_generation()
    {
        var world = Announced();
        var before = Port(world);
        world.Accept(new DeleteRole(Tenant, Service, DeploymentName, "web2"));
        world.Accept(new AddRole(Tenant, Service, DeploymentName, Role("web2")));
        Port(world).Should().Be(before with { Generation = before.Generation + 1 });
    }

    [Theory]
    [InlineData(200, 100)]
    [InlineData(100, 200)]
    public void A_changed_port_is_another_backend_so_that_its_flows_end(int publicPort, int localPort)
    {
        var world = Balanced();
        var before = Backends(world);
        world.Accept(Update("web1", Member() with { PublicPort = publicPort, LocalPort = localPort }));
        Backends(world).Should().NotIntersectWith(before);
    }

    [Fact]
    public void Access_list_gets_another_slot_or_generation_when_its_rules_change_and_not_when_a_description_does()
    {
        var world = Balanced();
        var backends = Backends(world);
        Slot Guard(string subnet, string description)
        {
            world.Accept(Update("web1", Member() with { Acl = [new AclRuleRequest(100, "permit", subnet, description)] }));
            return world.State.Allocations.Acls.Used.Values.Single();
        }

        var first = Guard("10.0.0.0/24", "one");
        var second = Guard("10.0.1.0/24", "one");
        second.Should().NotBe(first);
        Guard("10.0.1.0/24", "two").Should().Be(second);
        new[] { first, second }.Should().NotContain(Guard("10.0.0.0/24", "one"), "flows judged by the first version were judged by another since");
        Backends(world).Should().BeEquivalentTo(backends);
        world.Accept(Update("web1", Member() with { Acl = [] }));
        world.State.Allocations.Acls.Used.Should().BeEmpty();
    }

    [Fact]
    public void A_changed_probe_leaves_backends_and_flows_alone()
    {
        var world = Balanced();
        var before = Backends(world);
        world.Accept(Update("web1", Member() with { Probe = new ProbeRequest("http", 80, "/", null, null) }));
        Backends(world).Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData(1, 16001)]
    [InlineData(2, 16001)]
    [InlineData(16, 16001)]
    [InlineData(17, 32003)]
    [InlineData(64, 64007)]
    [InlineData(65, 65537)]
    [InlineData(66, 128021)]
    public void A_table_size_is_a_prime_of_at_least_a_thousand_per_member(int members, uint size) => TableSize.For(members).Should().Be(size);

    [Fact]
    public void Every_table_size_is_prime_and_grows_with_the_members()
    {
        var sizes = Enumerable.Range(1, 200).Select(TableSize.For).ToList();
        sizes.Should().BeInAscendingOrder();
        sizes.Distinct().Should().OnlyContain(n => Enumerable.Range(2, (int)Math.Sqrt(n) - 1).All(d => n % d != 0));
    }

    [Fact]
    public void A_table_does_not_shrink_when_a_member_leaves()
    {
        var world = Balanced();
        for (var number = 3; number <= 17; number++)
            world.Accept(new AddRole(Tenant, Service, DeploymentName, Role($"web{number}", Member())));
        world.Accept(Update("web1"));
        world.State.Allocations.TableSizes.Values.Should().Equal(32_003u);
    }

    private static Slot Port(World world) => world.State.Allocations.Ports.Used.Single(p => p.Key.EndsWith("web2", StringComparison.Ordinal)).Value;

    private static List<Slot> Backends(World world) => [.. world.State.Allocations.Backends.Used.Values];
}
