using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class RoleTests
{
    private readonly World _world = Announced();

    [Fact]
    public void A_machine_keeps_its_name_and_image()
    {
        _world.Refuse(Update(Role("web2")), ProblemCode.RoleRenamed);
        _world.Refuse(Update(Role("web1") with { Image = "nginx" }), ProblemCode.ImageFixed);
        _world.Accept(Update(Role("WEB1") with { Image = null }));
    }

    [Fact]
    public void An_unknown_machine_is_not_found() =>
        _world.Refuse(new DeleteRole(Tenant, Service, DeploymentName, "nope"), ProblemCode.RoleUnknown).Message.Should().Contain("web1, web2");

    [Fact]
    public void The_last_machine_goes_with_its_deployment()
    {
        _world.Accept(new DeleteRole(Tenant, Service, DeploymentName, "web1"));
        _world.Refuse(new DeleteRole(Tenant, Service, DeploymentName, "web2"), ProblemCode.RoleIsLast);
    }

    [Fact]
    public void What_is_only_echoed_is_kept_and_merged()
    {
        _world.Accept(Update(Role("web1") with { Echo = Echo("OSVirtualHardDisk", "<a/>") }));
        _world.Accept(Update(Role("web1") with { Echo = Echo("ProvisionGuestAgent", "true") }));
        _world.MyDeployment.Role("web1")!.Echo.Keys.Should().Equal("OSVirtualHardDisk", "ProvisionGuestAgent");
    }

    [Fact]
    public void Machines_are_stopped_started_and_restarted()
    {
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], true));
        _world.MyDeployment.Role("web1")!.Power.Should().Be(Power.Stopped);
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1", "WEB2"], false));
        _world.MyDeployment.Roles.Should().OnlyContain(r => r.Power == Power.StoppedDeallocated);
        _world.Accept(new StartRoles(Tenant, Service, DeploymentName, ["web1"]));
        _world.Accept(new RestartRoles(Tenant, Service, DeploymentName, ["web1"]));
        var machine = _world.MyDeployment.Role("web1")!;
        (machine.Power, machine.Restarts).Should().Be((Power.Started, 1));
    }

    [Fact]
    public void Unknown_machines_are_not_stopped_and_none_of_the_others_is()
    {
        _world.Refuse(new StopRoles(Tenant, Service, DeploymentName, ["web1", "nope"], false), ProblemCode.RoleUnknown);
        _world.Refuse(new StopRoles(Tenant, Service, DeploymentName, [], false), ProblemCode.RolesMissing);
        _world.MyDeployment.Roles.Should().OnlyContain(r => r.Power == Power.Started);
    }

    private static UpdateRole Update(RoleRequest role) => new(Tenant, Service, DeploymentName, "web1", role);

    private static ImmutableSortedDictionary<string, string> Echo(string name, string xml) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, xml);
}
