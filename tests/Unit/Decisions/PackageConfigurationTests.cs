using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Xunit;
using static Ilb.Unit.Decisions.Packaged;

namespace Ilb.Unit.Decisions;

/// <summary>What a configuration may say, and what of a deployment stays as its configuration made it.</summary>
public sealed class PackageConfigurationTests
{
    [Fact]
    public void Configuration_that_made_a_deployment_can_change_it_however_it_writes_names_and_addresses()
    {
        var world = World.Empty();
        var own = Configuration(1) with
        {
            VirtualNetwork = "vnetuswest",
            LoadBalancers = [new LoadBalancerRequest("myilb", "Private", "frontendsubnet", "10.0.0.100")],
            Addresses = [new("WEB", ["FRONTENDSUBNET"]), new("worker", ["backendsubnet"])],
        };
        world.Accept(Create(Definition(), own));
        world.Accept(new ConfigureDeployment(World.Tenant, World.Service, World.DeploymentName, own with { Roles = Configuration(2).Roles }));
        world.Accept(Configure(3));
        world.MyDeployment.Roles.Should().HaveCount(4);
    }

    [Fact]
    public void Members_may_call_their_own_set_once_it_is_allowed_and_address_and_name_stay_with_the_configuration()
    {
        var world = Deployed(2);
        world.Accept(Set("frontendsubnet", "10.0.0.100", true));
        world.Accept(Configure(3));
        world.MyDeployment.LoadBalancers[0].AllowsLoopback.Should().BeTrue("a configuration says nothing of it");
        world.Accept(Set("FrontEndSubnet", "10.0.0.100", false));
        world.MyDeployment.LoadBalancers[0].AllowsLoopback.Should().BeFalse();

        foreach (var moved in (SetLoadBalancer[])[Set("FrontEndSubnet", "10.0.0.101"), Set("FrontEndSubnet", null), Set("BackEndSubnet", null), Set(null, null)])
            world.Refuse(moved, ProblemCode.DeploymentHasPackage).Message.Should().Contain("-AllowLoopback without -SubnetName");
    }

    private static SetLoadBalancer Set(string? subnet, string? address, bool? loopback = true) => new(
        World.Tenant, World.Service, World.DeploymentName, "MyILB", new LoadBalancerRequest("MyILB", null, subnet, address) { AllowLoopback = loopback });

    [Fact]
    public void Endpoint_has_one_access_list()
    {
        var twice = Configuration(1) with { EndpointAcls = [new("Web", "Http", "Inside"), new("web", "http", "Inside")] };
        World.Empty().Refuse(Create(Definition(), twice), ProblemCode.NameInUse).Path
            .Should().Be("ServiceConfiguration/NetworkConfiguration/EndpointAcls/EndpointAcl[web/http]");
    }

    [Theory]
    [InlineData(57, true)]
    [InlineData(58, false)]
    public void Names_of_instances_are_host_names_so_that_of_a_role_leaves_room_for_the_number(int length, bool fits)
    {
        var name = new string('w', length);
        var definition = Definition() with { Roles = [Definition().Roles[1] with { Name = name, Settings = [] }] };
        var configuration = Configuration(1) with { Roles = [new RoleConfigurationElement(name, 50, [])], Addresses = [], EndpointAcls = [] };
        var world = World.Empty();
        if (!fits)
        {
            world.Refuse(Create(definition, configuration), ProblemCode.NameInvalid).Message.Should().Contain("1 to 57");
            return;
        }

        world.Accept(Create(definition, configuration));
        world.MyDeployment.Roles.Max(role => role.HostName.Length).Should().Be(63);
    }
}
