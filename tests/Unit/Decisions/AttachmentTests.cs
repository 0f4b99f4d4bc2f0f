using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
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

    [Fact]
    public void A_binding_is_kept_with_the_machine_and_freed_again()
    {
        _world.Accept(Attach("web1", Blue));
        _world.Accept(Attach("MyWebsite1/WEB1", Blue));
        SnapshotProjection.Project(1, _world.State, EffectiveHealth.Unknown).Machines[0].Binding.Should().Be(Blue);
        DesiredDocuments.Join(1, DesiredDocuments.Split(_world.State)).Subscriptions.Single().CloudServices.Single().Deployments.Single()
            .Role("web1")!.Binding.Should().Be(Blue);
        _world.Accept(Detach("web1"));
        _world.Accept(Detach("web1"));
        _world.MyDeployment.Role("web1")!.Binding.Should().BeNull();
    }

    [Fact]
    public void Only_a_free_machine_of_the_image_attached_takes_a_binding_that_is_free_itself()
    {
        _world.Refuse(Attach("web2", Blue), ProblemCode.MachineIsNotToBeAttached).Message.Should().Contain("made with the image 'attached'");
        _world.Refuse(Detach("web2"), ProblemCode.MachineIsNotToBeAttached);
        _world.Refuse(Attach("nope", Blue), ProblemCode.RoleUnknown).Message.Should().Contain("MyWebsite1/web1");
        _world.Refuse(Attach("web1", Blue with { Target = "" }), ProblemCode.BindingInvalid);
        _world.Accept(Attach("web1", Blue));
        _world.Refuse(Attach("web1", Blue with { Target = "/run/netns/red" }), ProblemCode.MachineIsAttached)
            .Message.Should().Be("'web1' is attached to network namespace /run/netns/blue: ilb detach web1 frees it.");
        _world.Accept(new AddRole(Tenant, Service, DeploymentName, Role("web3") with { Image = "attached" }));
        _world.Refuse(Attach("web3", Blue), ProblemCode.BindingInUse).Message.Should().Contain("ilb detach MyWebsite1/web1");
    }

    [Fact]
    public void A_later_process_of_the_same_number_is_another_one()
    {
        var process = new Binding(BindingKind.Process, "4711") { Since = "1 boot" };
        _world.Accept(Attach("web1", process));
        _world.Accept(Attach("web1", process));
        _world.Refuse(Attach("web1", process with { Since = "2 boot" }), ProblemCode.MachineIsAttached);
    }

    private static Binding Blue { get; } = new(BindingKind.Namespace, "/run/netns/blue");

    private static AttachMachine Attach(string machine, Binding binding) => new(Tenant, machine, binding);

    private static DetachMachine Detach(string machine) => new(Tenant, machine);

    /// <summary>web1, to be attached, and web2, which is a process of ilb's.</summary>
    private static World Waiting()
    {
        var world = Empty();
        world.Accept(CreateWith(Role("web1") with { Image = "ATTACHED" }, Role("web2")));
        return world;
    }
}
