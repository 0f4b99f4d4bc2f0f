using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class ScenarioTests
{
    [Fact]
    public async Task The_announcements_virtual_network_scenario_reaches_the_feed()
    {
        await using var service = await TestService.StartBalancedAsync();
        var snapshot = service.Host.Feed.Current;
        snapshot.Machines.Select(machine => machine.FullName).Should().Equal("MyWebsite1/web1", "MyWebsite1/web2");
        var set = snapshot.Sets.Should().ContainSingle().Subject;
        set.PublicPort.Should().Be(100);
        set.Probe!.FailuresToDown.Should().Be(3);
        set.Backends.Should().HaveCount(2);
        snapshot.Vips.Single().LoadBalancer.Should().Be("MyILB");
    }

    [Fact]
    public async Task Deployment_tells_roles_instances_and_the_address_of_its_load_balancer()
    {
        await using var service = await TestService.StartBalancedAsync();
        var deployment = (await service.GetAsync($"{TestService.MyWebsite}/deploymentslots/Production")).As<Deployment>();
        deployment.Name.Should().Be("MyWebsite1");
        deployment.VirtualNetworkName.Should().Be("VNetUSWest");
        deployment.RoleInstanceList!.Select(i => (i.InstanceName, i.InstanceStatus, i.PowerState)).Should().Equal(
            ("web1", "ReadyRole", "Started"), ("web2", "ReadyRole", "Started"));
        deployment.LoadBalancers!.Single().FrontendIpConfiguration!.StaticVirtualNetworkIPAddress.Should().BeNull();
        var vip = service.Host.Feed.Current.Vips.Single().Address.ToString();
        deployment.VirtualIPs!.Single(ip => ip.Name == "MyILB").Address.Should().Be(vip);
        deployment.RoleInstanceList![0].InstanceEndpoints!.Single().Vip.Should().Be(vip);
    }

    [Fact]
    public async Task A_stopped_machine_drains_then_stops_and_starts_again()
    {
        await using var service = await TestService.StartBalancedAsync();
        var operations = $"{TestService.MyDeployment}/roleinstances/web1/Operations";
        await service.MustAsync(HttpMethod.Post, operations, Requests.Operation("ShutdownRoleOperation", "StoppedDeallocated"));
        var stopped = (await service.GetAsync($"{TestService.MyDeployment}")).As<Deployment>().RoleInstanceList![0];
        (stopped.InstanceStatus, stopped.PowerState).Should().Be(("StoppedDeallocated", "Stopped"));
        service.Host.Feed.Current.Sets.Single().Backends.Should().ContainSingle();
        await service.MustAsync(HttpMethod.Post, operations, Requests.Operation("StartRoleOperation"));
        service.Host.Feed.Current.Machines[0].Power.Should().Be(MachinePower.Running);
    }

    [Fact]
    public async Task A_restart_succeeds_when_the_machine_was_seen_running_again()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        await service.MustAsync(
            HttpMethod.Post, $"{TestService.MyDeployment}/roleinstances/web2/operations", Requests.Operation("RestartRoleOperation"));
        service.Host.Feed.Current.Machines[1].Restarts.Should().Be(1);
    }

    [Fact]
    public async Task A_machine_that_can_not_start_fails_the_operation_and_keeps_its_role_with_the_reason()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        service.Agent.Broken.Add("web3");
        var answer = await service.SendAsync(HttpMethod.Post, $"{TestService.MyDeployment}/roles", Requests.Role("web3"));
        var operation = await service.EndOfAsync(answer.RequestId);
        operation.Status.Should().Be("Failed");
        operation.Error!.Code.Should().Be("InternalError");
        operation.Error.Message.Should().Contain("its command was not found");
        var instance = (await service.GetAsync(TestService.MyDeployment)).As<Deployment>().RoleInstanceList!.Single(i => i.RoleName == "web3");
        instance.InstanceStateDetails.Should().Be("its command was not found");
        instance.PowerState.Should().Be("Stopped");
    }

    [Fact]
    public async Task Everything_can_be_removed_again()
    {
        await using var service = await TestService.StartBalancedAsync();
        await service.MustAsync(HttpMethod.Delete, $"{TestService.MyWebsite}?comp=media");
        service.Host.Feed.Current.Machines.Should().BeEmpty();
        (await service.GetAsync(TestService.MyWebsite)).Outcome.Should().Be("404 ResourceNotFound");
    }
}
