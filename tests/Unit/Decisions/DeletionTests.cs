using AwesomeAssertions;
using Ilb.Model.Commands;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>What is in use is not deleted, and the answer names every user; without its users it goes.</summary>
public sealed class DeletionTests
{
    private readonly World _world = Balanced();

    [Fact]
    public void A_virtual_network_names_the_machines_and_load_balancers_in_it()
    {
        Refused(new PutNetworkConfiguration(Tenant, Network()), ProblemCode.NetworkInUse,
            "machine MyWebsite1/web1 (10.0.0.4)", "machine MyWebsite1/web2 (10.0.0.5)", "internal load balancer MyWebsite1/MyILB (10.0.0.6)");
        _world.Accept(new DeleteDeployment(Tenant, Service, DeploymentName));
        _world.Accept(new PutNetworkConfiguration(Tenant, Network()));
    }

    [Fact]
    public void A_subnet_names_the_machines_and_load_balancers_in_it() => Refused(
        new PutNetworkConfiguration(Tenant, Network(Site() with { Subnets = [new("BackEndSubnet", "10.0.1.0/29")] })),
        ProblemCode.SubnetInUse, "MyWebsite1/web1", "MyWebsite1/web2", "MyWebsite1/MyILB");

    [Fact]
    public void An_address_prefix_names_the_users_of_its_network() => Refused(
        new PutNetworkConfiguration(Tenant, Network(Site() with { AddressPrefixes = ["10.0.0.0/17"] })),
        ProblemCode.NetworkInUse, "10.0.0.0/16", "MyWebsite1/web1");

    [Fact]
    public void An_affinity_group_names_its_cloud_services_and_networks()
    {
        _world.Accept(new CreateAffinityGroup(Tenant, "agwest", null, null, "West US"));
        _world.Accept(new CreateCloudService(Tenant, "svc2", null, null, null, "agwest"));
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(Site(), Site("other") with { Location = null, AffinityGroup = "agwest" })));
        Refused(new DeleteAffinityGroup(Tenant, "agwest"), ProblemCode.AffinityGroupInUse, "cloud service svc2", "virtual network other");

        _world.Accept(new DeleteCloudService(Tenant, "svc2", WithDeployments: false));
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(Site())));
        _world.Accept(new DeleteAffinityGroup(Tenant, "agwest"));
    }

    [Fact]
    public void A_cloud_service_names_its_deployments_and_machines()
    {
        Refused(new DeleteCloudService(Tenant, Service, WithDeployments: false), ProblemCode.CloudServiceInUse, "deployment MyWebsite1", "web1", "web2");
        _world.Accept(new DeleteDeployment(Tenant, Service, DeploymentName));
        _world.Accept(new DeleteCloudService(Tenant, Service, WithDeployments: false));
    }

    [Fact]
    public void An_internal_load_balancer_names_its_endpoints()
    {
        var remove = new RemoveLoadBalancer(Tenant, Service, DeploymentName, "MyILB");
        Refused(remove, ProblemCode.LoadBalancerInUse, "endpoint intwebep on web1", "endpoint intwebep on web2");
        _world.Accept(Update("web1"));
        Refused(remove, ProblemCode.LoadBalancerInUse, "endpoint intwebep on web2");
        _world.Accept(Update("web2"));
        _world.Accept(remove);
    }

    [Fact]
    public void The_only_machine_names_its_deployment()
    {
        _world.Accept(new DeleteRole(Tenant, Service, DeploymentName, "web2"));
        Refused(new DeleteRole(Tenant, Service, DeploymentName, "web1"), ProblemCode.RoleIsLast, "deployment 'MyWebsite1'", "Remove-AzureVM");
    }

    [Fact]
    public void A_dns_server_names_the_network_that_refers_to_it() => Refused(
        new PutNetworkConfiguration(Tenant, Network(Site() with { DnsServerRefs = ["dns1"] })), ProblemCode.DnsServerUnknown, "dns1");

    private void Refused(Command command, ProblemCode code, params string[] names)
    {
        var state = _world.State;
        var problem = _world.Refuse(command).Should().Contain(p => p.Code == code).Which;
        problem.Message.Should().ContainAll(names);
        _world.State.Should().BeSameAs(state);
    }
}
