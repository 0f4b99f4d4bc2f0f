using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Projection;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>Machines that ilb runs no process of.</summary>
public sealed class AttachmentTests
{
    private readonly World _world = Waiting();

    [Fact]
    public void A_machine_of_the_image_attached_has_a_port_and_no_process()
    {
        var machines = SnapshotProjection.Project(1, _world.State, EffectiveHealth.Unknown).Machines;
        machines.Select(machine => (machine.Name, machine.IsAttached)).Should().Equal(("web1", true), ("web2", false));
    }

    [Fact]
    public void A_restart_is_refused_and_says_why()
    {
        _world.Refuse(new RestartRoles(Tenant, Service, DeploymentName, ["web1", "web2"]), ProblemCode.MachineIsAttached)
            .Message.Should().Contain("ilb runs no process of 'web1'");
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], true));
        _world.Accept(new StartRoles(Tenant, Service, DeploymentName, ["web1"]));
    }

    [Fact]
    public void A_size_is_recorded_and_remarked_to_have_no_effect()
    {
        UpdateRole Resized(string name) => Update(name) with { Role = Role(name) with { Size = "Medium", Image = null } };
        _world.Accept(Resized("web1")).Notes.Should().ContainSingle().Which.Should().Contain("The size of web1 is recorded and has no effect");
        _world.MyDeployment.Role("web1")!.Size.Should().Be("Medium");
        _world.Accept(Resized("web1")).Notes.Should().BeEmpty();
        _world.Accept(Resized("web2")).Notes.Should().BeEmpty();
    }

    /// <summary>web1, to be attached, and web2, which is a process of ilb's.</summary>
    private static World Waiting()
    {
        var world = Empty();
        world.Accept(CreateWith(Role("web1") with { Image = "ATTACHED" }, Role("web2")));
        return world;
    }
}
