using AwesomeAssertions;
using Ilb.Model.Commands;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>The address that endpoints without an internal load balancer are at.</summary>
public sealed class PublicVipTests
{
    private readonly World _world = Empty();

    [Fact]
    public void A_deployment_gets_one_with_its_first_public_endpoint_and_keeps_it()
    {
        _world.Accept(CreateWith(Role("web1"), Role("web2")));
        _world.MyDeployment.PublicVip.Should().BeNull();

        _world.Accept(Update("web1", Lone("http", 80, balancer: null)));
        _world.MyDeployment.PublicVip!.ToString().Should().Be("203.0.113.12");
        _world.Accept(Update("web2", Lone("ssh", 22, balancer: null)));
        _world.Accept(Update("web1"));
        _world.Accept(Update("web2"));
        _world.MyDeployment.PublicVip!.ToString().Should().Be("203.0.113.12");
    }

    [Fact]
    public void An_empty_pool_is_told_and_endpoints_inside_need_none()
    {
        foreach (var name in (string[])["web1", "web2", "web3"])
            Deploy(name, Lone("http", 80, balancer: null));
        Deploy("web4");

        _world.Refuse(Add("web4", Lone("http", 80, balancer: null)), ProblemCode.PublicVipsExhausted).Message.Should().Contain("203.0.113.8/29").And.Contain("publicAddressSpace");
    }

    private void Deploy(string service, params EndpointRequest[] endpoints)
    {
        _world.Accept(new CreateCloudService(Tenant, service, null, null, "West US", null));
        _world.Accept(CreateWith(Role(service, endpoints)) with { CloudService = service });
    }

    private static UpdateRole Add(string service, EndpointRequest endpoint) => Update(service, endpoint) with { CloudService = service };
}
