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
}
