using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class DeploymentTests
{
    private readonly World _world = Empty();

    [Fact]
    public void A_deployment_holds_what_was_asked_for()
    {
        _world.Accept(CreateWith(Role("web1")) with { Label = "label" });
        var deployment = _world.MyDeployment;
        (deployment.Slot, deployment.Label, deployment.VirtualNetwork).Should().Be((DeploymentSlot.Production, "label", "VNetUSWest"));
        var machine = deployment.Roles.Should().ContainSingle().Subject;
        (machine.HostName, machine.Image, machine.Power, machine.Node).Should().Be(("web1", "ilb-responder", Power.Started, 1));
    }

    [Fact]
    public void A_slot_holds_one_deployment()
    {
        _world.Accept(CreateWith(Role("a")));
        _world.Refuse(CreateWith(Role("b")) with { Name = "other" }, ProblemCode.DeploymentSlotInUse).Message.Should().Contain("'MyWebsite1' with a");
        _world.Accept(CreateWith(Role("b")) with { Name = "other", Slot = null });
        _world.Subscription.CloudService(Service)!.Deployment("other")!.Slot.Should().Be(DeploymentSlot.Staging);
    }

    [Fact]
    public void Deployments_of_a_service_have_different_names()
    {
        _world.Accept(CreateWith(Role("a")));
        _world.Refuse(CreateWith(Role("b")) with { Slot = "Staging", Name = "MYWEBSITE1" }, ProblemCode.NameInUse);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("Production,Staging")]
    public void A_slot_is_a_word_and_neither_a_number_nor_a_list(string slot) =>
        _world.Refuse(CreateWith(Role("a")) with { Slot = slot }, ProblemCode.DeploymentSlotUnknown);

    [Fact]
    public void A_slot_is_production_or_staging() =>
        _world.Refuse(CreateWith(Role("a")) with { Slot = "Testing" }, ProblemCode.DeploymentSlotUnknown);

    [Fact]
    public void A_deployment_begins_with_a_machine() => _world.Refuse(CreateWith(), ProblemCode.RolesMissing);

    [Fact]
    public void An_unknown_network_is_refused_with_the_recorded_text() =>
        _world.Refuse(CreateWith(Role("a")) with { VirtualNetwork = "123" }, ProblemCode.VirtualNetworkUnknown)
            .Message.Should().StartWith("The virtual network 123 does not exist.");

    [Fact]
    public void A_service_and_its_network_are_in_one_location()
    {
        _world.Accept(new CreateCloudService(Tenant, "east", null, null, "East US", null));
        _world.Refuse(CreateWith(Role("a")) with { CloudService = "east" }, ProblemCode.LocationMismatch);
    }

    [Fact]
    public void A_network_of_an_affinity_group_takes_services_of_this_group_only()
    {
        _world.Accept(new CreateAffinityGroup(Tenant, "agwest", null, null, "West US"));
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(Site() with { Location = null, AffinityGroup = "agwest" })));
        _world.Refuse(CreateWith(Role("a")), ProblemCode.LocationMismatch)
            .Message.Should().StartWith("Must specify the same affinity group as the virtual network is deployed to");
        _world.Accept(new CreateCloudService(Tenant, "svc2", null, null, null, "agwest"));
        _world.Accept(CreateWith(Role("a")) with { CloudService = "svc2" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("web_1")]
    [InlineData("-web")]
    public void A_machine_name_is_a_host_name(string name) => _world.Refuse(CreateWith(Role(name)), ProblemCode.NameInvalid);

    [Fact]
    public void A_host_name_of_its_own_is_checked_too() =>
        _world.Refuse(CreateWith(Role("a") with { HostName = "a.b" }), ProblemCode.NameInvalid);

    [Fact]
    public void Two_machines_of_one_request_have_different_names() =>
        _world.Refuse(CreateWith(Role("web"), Role("WEB")), ProblemCode.NameInUse);

    [Fact]
    public void An_empty_image_name_is_answered_with_the_images() =>
        _world.Refuse(CreateWith(Role("a") with { Image = "" }), ProblemCode.ImageMissing).Message.Should().Contain("ilb-responder, nginx");

    [Fact]
    public void An_unknown_image_is_answered_with_the_images()
    {
        var problem = _world.Refuse(CreateWith(Role("a") with { Image = "win" }), ProblemCode.ImageUnknown);
        problem.Message.Should().StartWith("The image with the specified name does not exist.").And.Contain("Get-AzureVMImage");
    }

    [Fact]
    public void An_unknown_size_is_answered_with_the_sizes() =>
        _world.Refuse(CreateWith(Role("a") with { Size = "Huge" }), ProblemCode.SizeUnknown).Message.Should().Contain("Small, Medium");

    [Fact]
    public void Problems_of_machines_endpoints_and_load_balancers_come_together() => _world.Refuse(
            CreateWith(Role("a", Lone("e", 80, "lb") with { PublicPort = 0 }) with { Image = "win", Size = "Huge" })
                with
            { LoadBalancers = [new LoadBalancerRequest("lb", "Public", "FrontEndSubnet", null)] })
        .Select(p => p.Code).Should().BeEquivalentTo(
            [ProblemCode.SizeUnknown, ProblemCode.ImageUnknown, ProblemCode.FrontendTypeUnknown, ProblemCode.PortOutOfRange]);

    [Fact]
    public void A_cloud_service_has_at_most_50_machines()
    {
        _world.Accept(CreateWith([.. Enumerable.Range(1, 50).Select(i => Role($"vm{i}"))]));
        _world.Refuse(new AddRole(Tenant, Service, DeploymentName, Role("vm51")), ProblemCode.RolesTooMany);
    }

    [Fact]
    public void An_unknown_deployment_is_not_found() =>
        _world.Refuse(new DeleteDeployment(Tenant, Service, "123"), ProblemCode.DeploymentUnknown)
            .Message.Should().StartWith("The deployment name '123' does not exist.");

    [Fact]
    public void Deleting_a_deployment_frees_all_it_had()
    {
        _world.Accept(CreateWith(Role("a")));
        _world.Accept(new DeleteDeployment(Tenant, Service, "mywebsite1"));
        _world.State.Allocations.Ports.Used.Should().BeEmpty();
        _world.Ask("10.0.0.4").IsAvailable.Should().BeTrue();
    }
}
