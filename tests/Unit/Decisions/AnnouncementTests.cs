using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Xunit;

namespace Ilb.Unit.Decisions;

public sealed class AnnouncementTests
{
    [Fact]
    public void The_announcement_makes_one_set_of_two_members_on_the_load_balancer()
    {
        var world = World.Balanced();

        var set = LoadBalancedSet.Of(world.State).Should().ContainSingle().Subject;
        set.Name.Should().Be("MyWebsite1/intwebeplb");
        set.Vip.ToString().Should().Be("10.0.0.6");
        set.Members.Select(m => m.Role.Name).Should().Equal("web1", "web2");
        set.Shared.Probe.Should().Be(new Probe(ProbeProtocol.Tcp, 100, null, 10, 31));
    }

    [Fact]
    public void Running_the_script_again_is_refused_at_each_step_and_changes_nothing()
    {
        var world = World.Balanced();
        var before = world.State;

        world.Refuse(World.CreateWith(World.Role("web1")), ProblemCode.DeploymentSlotInUse).Message.Should().Contain("web1, web2");
        world.Refuse(new AddRole(World.Tenant, World.Service, World.DeploymentName, World.Role("WEB2")), ProblemCode.NameInUse)
            .Message.Should().Contain("Remove-AzureVM");
        world.Refuse(
            new AddLoadBalancer(World.Tenant, World.Service, World.DeploymentName, new LoadBalancerRequest("MyILB", null, "FrontEndSubnet", null)),
            ProblemCode.LoadBalancerExists);

        world.State.Should().BeSameAs(before);
    }

    [Fact]
    public void Updating_a_machine_with_what_it_has_changes_nothing_but_the_revision()
    {
        var world = World.Balanced();
        var allocations = world.State.Allocations;

        world.Accept(World.Update("web1", World.Member())).Notes.Should().BeEmpty();

        world.State.Allocations.Should().Be(allocations);
    }
}
