using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Xunit;
using static Ilb.Unit.Decisions.Packaged;

namespace Ilb.Unit.Decisions;

/// <summary>What a new package changes, and when: a role has one package and what that says of it until the role is upgraded.</summary>
public sealed class PackageUpgradeTests
{
    [Fact]
    public void Upgrade_gives_a_role_the_new_package_and_leaves_the_other_with_its_own()
    {
        var world = Deployed(2);
        world.Accept(Upgrade(Definition(command: "sh new.sh"), "Web") with { Label = "v2" });

        var deployment = world.MyDeployment;
        deployment.Label.Should().Be("v2");
        deployment.Role("Web_IN_1")!.Program.Should().BeEquivalentTo(new { Package = OtherDigest, Command = (string[])["sh", "new.sh"] });
        deployment.Role("Web_IN_1")!.Restarts.Should().Be(1);
        deployment.Role("Worker_IN_0")!.Program!.Package.Should().Be(Digest);
        deployment.Role("Worker_IN_0")!.Restarts.Should().Be(0);
    }

    [Fact]
    public void New_instance_of_a_role_that_was_not_upgraded_is_like_the_others_of_its_role()
    {
        var world = Deployed(2);
        var (web, worker) = (Definition().Roles[0], Definition().Roles[1]);
        var changed = Definition() with { Roles = [web, worker with { Size = "Medium", CommandLine = "sh new.sh" }] };
        world.Accept(Upgrade(changed, "Web"));
        world.Accept(new ConfigureDeployment(World.Tenant, World.Service, World.DeploymentName, Configuration(2) with
        {
            Roles = [Configuration(2).Roles[0], Configuration(2).Roles[1] with { Instances = 2 }],
        }));

        foreach (var name in (string[])["Worker_IN_0", "Worker_IN_1"])
        {
            world.MyDeployment.Role(name)!.Size.Should().Be("Small");
            world.MyDeployment.Role(name)!.Program.Should().BeEquivalentTo(new { Package = Digest, Command = (string[])["sh", "worker.sh"] });
        }
    }

    [Fact]
    public void Endpoints_and_probes_of_a_role_change_with_its_upgrade_not_with_that_of_another()
    {
        var world = Deployed(2);
        var (web, worker) = (Definition().Roles[0], Definition().Roles[1]);
        var moved = new ServiceDefinition(
            [web with { Endpoints = [web.Endpoints[0] with { Port = 81 }] }, worker], [Definition().Probes[0] with { Path = "/new" }]);

        world.Accept(Upgrade(moved, "Worker"));
        Web(world).Should().Be("80 /health");
        world.Accept(Upgrade(moved, "Web"));
        Web(world).Should().Be("81 /new");
    }

    [Fact]
    public void Roles_come_and_go_with_the_package_of_the_whole_deployment_and_one_by_one()
    {
        var world = Deployed(1);
        var (web, worker) = (Definition().Roles[0], Definition().Roles[1]);
        var configuration = Configuration(1);
        var third = configuration with { Roles = [.. configuration.Roles, new RoleConfigurationElement("Third", 1, [])] };
        var more = Definition() with { Roles = [web, worker, worker with { Name = "Third", Settings = [] }] };

        world.Refuse(Upgrade(more, "Web") with { Configuration = third }, ProblemCode.RoleUnknown);
        world.Accept(Upgrade(more, "third") with { Configuration = third });
        world.MyDeployment.Roles.Select(r => $"{r.Name} {r.Program!.Package[0]}").Should().Equal("Web_IN_0 a", "Worker_IN_0 a", "Third_IN_0 b");

        var alone = configuration with { Roles = [configuration.Roles[0]], Addresses = [configuration.Addresses[0]] };
        world.Accept(Upgrade(Definition() with { Roles = [web] }, null) with { Configuration = alone });
        world.MyDeployment.Roles.Select(r => $"{r.Name} {r.Program!.Package[0]}").Should().Equal("Web_IN_0 b");
    }

    [Fact]
    public void Roles_of_two_packages_have_together_no_more_endpoints_than_those_of_one()
    {
        var world = Deployed(1);
        var (web, worker) = (Definition().Roles[0], Definition().Roles[1]);
        var many = Enumerable.Range(0, 25).Select(i => web.Endpoints[0] with { Name = $"More{i}", Port = 100 + i }).ToList();
        ServiceDefinition With(int endpoints) => Definition() with { Roles = [web with { Endpoints = [] }, worker with { Endpoints = [.. many.Take(endpoints)] }] };

        world.Refuse(Upgrade(With(25), "Worker"), ProblemCode.EndpointsTooMany);
        world.Accept(Upgrade(With(24), "Worker"));
    }

    private static string Web(World world)
    {
        var set = LoadBalancedSet.Of(world.State).Should().ContainSingle().Subject;
        return $"{set.Shared.PublicPort} {set.Shared.Probe!.Path}";
    }
}
