using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class AddressTests
{
    private readonly World _world = Empty();

    [Fact]
    public void Machines_get_the_lowest_free_addresses_from_4_upward()
    {
        _world.Accept(CreateWith(Role("a"), Role("b")));
        Addresses().Should().Equal("10.0.0.4", "10.0.0.5");
    }

    [Fact]
    public void Static_addresses_of_a_request_are_taken_before_any_is_chosen()
    {
        _world.Accept(CreateWith(Role("a"), Static("b", "10.0.0.4")) with
        {
            LoadBalancers = [new LoadBalancerRequest("lb", null, "FrontEndSubnet", "10.0.0.5")],
        });
        Addresses().Should().Equal("10.0.0.6", "10.0.0.4");
    }

    [Fact]
    public void A_freed_address_is_given_again_and_a_stopped_machine_keeps_its_own()
    {
        _world.Accept(CreateWith(Role("a"), Role("b"), Role("c")));
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["a"], false));
        _world.Accept(new DeleteRole(Tenant, Service, DeploymentName, "b"));
        _world.Accept(new AddRole(Tenant, Service, DeploymentName, Role("d")));
        Addresses().Should().Equal("10.0.0.4", "10.0.0.6", "10.0.0.5");
    }

    [Fact]
    public void A_network_gives_at_most_4096_addresses()
    {
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(Site() with { Subnets = [new("FrontEndSubnet", "10.0.0.0/16")] })));
        for (var i = 0; i < 82; i++)
        {
            var service = $"service{i}";
            _world.Accept(new CreateCloudService(Tenant, service, null, null, "West US", null));
            var roles = Enumerable.Range(0, i < 81 ? 50 : 4096 - (81 * 50)).Select(j => Role($"m{j}")).ToArray();
            _world.Accept(CreateWith(roles) with { CloudService = service, Name = service });
        }

        _world.Refuse(CreateWith(Role("more")), ProblemCode.AddressesTooMany);
        _world.Refuse(CreateWith(Static("more", "10.0.200.4")), ProblemCode.AddressesTooMany);
    }

    [Theory]
    [InlineData("10.0.0")]
    [InlineData("ten")]
    [InlineData("::1")]
    [InlineData("010.0.0.9")] // octal to the C library: 8.0.0.9
    [InlineData("10.0.0.09")]
    [InlineData("10.0.0.0x9")]
    public void A_static_address_is_an_IPv4_address(string address) => RefuseStatic(address, ProblemCode.AddressInvalid);

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.3")]
    [InlineData("10.0.0.255")]
    public void The_first_four_addresses_and_the_last_are_reserved(string address) =>
        RefuseStatic(address, ProblemCode.AddressReserved).Message.Should().Contain("Free is 10.0.0.4");

    [Fact]
    public void A_static_address_lies_in_the_named_subnet() => RefuseStatic("10.0.1.4", ProblemCode.AddressOutsideSubnet);

    [Fact]
    public void A_static_address_without_a_named_subnet_lies_in_some_subnet()
    {
        _world.Refuse(CreateWith(WithoutSubnet("a", "10.0.9.9")), ProblemCode.AddressOutsideSubnet).Message.Should().Contain("FrontEndSubnet");
        _world.Accept(CreateWith(WithoutSubnet("a", "10.0.1.5")));
        _world.MyDeployment.Role("a")!.Subnet.Should().Be("BackEndSubnet");
    }

    [Fact]
    public void An_address_in_use_names_its_user()
    {
        _world.Accept(CreateWith(Role("a")));
        _world.Refuse(new AddRole(Tenant, Service, DeploymentName, Static("b", "10.0.0.4")), ProblemCode.AddressInUse)
            .Message.Should().Contain("machine MyWebsite1/a");
    }

    [Fact]
    public void Two_machines_of_one_request_do_not_share_an_address() =>
        _world.Refuse(CreateWith(Static("a", "10.0.0.9"), Static("b", "10.0.0.9")), ProblemCode.AddressInUse);

    [Fact]
    public void A_full_subnet_says_so()
    {
        _world.Accept(CreateWith([.. Enumerable.Range(4, 3).Select(i => Static($"vm{i}", $"10.0.1.{i}", "BackEndSubnet"))]));
        _world.Refuse(new AddRole(Tenant, Service, DeploymentName, InSubnet("more", "BackEndSubnet")), ProblemCode.SubnetFull);
    }

    [Fact]
    public void An_unknown_subnet_is_answered_with_those_that_exist() =>
        _world.Refuse(CreateWith(InSubnet("a", "nope")), ProblemCode.SubnetUnknown).Message.Should().Contain("FrontEndSubnet (10.0.0.0/24)");

    [Fact]
    public void A_machine_has_one_subnet() => _world.Refuse(
        CreateWith(Role("a") with { Network = new RoleNetworkRequest(["FrontEndSubnet", "BackEndSubnet"], null, []) }),
        ProblemCode.SubnetUnknown);

    [Fact]
    public void Without_a_subnet_the_first_is_taken_and_said()
    {
        var notes = _world.Accept(CreateWith(WithoutSubnet("a", null))).Notes;
        notes.Should().ContainSingle().Which.Should().Contain("FrontEndSubnet");
    }

    [Fact]
    public void Outside_a_virtual_network_there_is_neither_subnet_nor_static_address()
    {
        var outside = CreateWith() with { VirtualNetwork = null };
        _world.Refuse(outside with { Roles = [InSubnet("a", "FrontEndSubnet")] }, ProblemCode.SubnetNeedsVirtualNetwork);
        _world.Refuse(outside with { Roles = [WithoutSubnet("a", "10.0.0.4")] }, ProblemCode.AddressNeedsVirtualNetwork);
        _world.Accept(outside with { Roles = [WithoutSubnet("a", null), WithoutSubnet("b", null)] });
        Addresses().Should().Equal("100.64.0.4", "100.64.0.5");
    }

    [Fact]
    public void A_machine_can_get_and_lose_a_static_address_and_then_keeps_it()
    {
        _world.Accept(CreateWith(Role("a")));
        _world.Accept(Update(Static("a", "10.0.0.50"))).Notes.Should().ContainSingle().Which.Should().Contain("10.0.0.4 to 10.0.0.50");
        _world.MyDeployment.Role("a")!.AddressIsStatic.Should().BeTrue();

        _world.Accept(Update(Role("a"))).Notes.Should().BeEmpty();
        var machine = _world.MyDeployment.Role("a")!;
        (machine.Address.ToString(), machine.AddressIsStatic).Should().Be(("10.0.0.50", false));
    }

    [Fact]
    public void An_update_without_network_settings_keeps_them()
    {
        _world.Accept(CreateWith(Static("a", "10.0.0.50")));
        _world.Accept(Update(Role("a") with { Network = null, Size = "Medium" }));
        var machine = _world.MyDeployment.Role("a")!;
        (machine.Size, machine.Address.ToString(), machine.AddressIsStatic).Should().Be(("Medium", "10.0.0.50", true));
    }

    [Fact]
    public void A_machine_that_moves_to_another_subnet_gets_an_address_there()
    {
        _world.Accept(CreateWith(Role("a")));
        _world.Accept(Update(InSubnet("a", "BackEndSubnet")));
        Addresses().Should().Equal("10.0.1.4");
    }

    [Fact]
    public void A_taken_or_reserved_address_is_unavailable_with_five_suggestions()
    {
        _world.Accept(CreateWith(Role("a")));
        foreach (var asked in (string[])["10.0.0.4", "10.0.0.0"])
        {
            var answer = _world.Ask(asked);
            answer.IsAvailable.Should().BeFalse();
            answer.Suggestions.Select(a => a.ToString()).Should().Equal("10.0.0.5", "10.0.0.6", "10.0.0.7", "10.0.0.8", "10.0.0.9");
        }
    }

    [Fact]
    public void Suggestions_begin_in_the_subnet_that_was_meant() =>
        _world.Ask("10.0.1.0").Suggestions.Select(a => a.ToString()).Should().Equal("10.0.1.4", "10.0.1.5", "10.0.1.6", "10.0.0.4", "10.0.0.5");

    [Fact]
    public void A_free_address_is_available() => _world.Ask("10.0.0.77").IsAvailable.Should().BeTrue();

    [Fact]
    public void Asking_about_an_unknown_network_or_no_address_is_a_mistake()
    {
        Ilb.Model.Rules.AddressAvailability.Check(_world.Subscription, "123", "10.0.0.4").Problem!.Message
            .Should().Be("The virtual network 123 does not exist.");
        _world.Ask("x").Problem!.Code.Should().Be(ProblemCode.AddressInvalid);
    }

    private Problem RefuseStatic(string address, ProblemCode code) => _world.Refuse(CreateWith(Static("a", address)), code);

    private IEnumerable<string> Addresses() => _world.MyDeployment.Roles.Select(r => r.Address.ToString());

    private static UpdateRole Update(RoleRequest role) => new(Tenant, Service, DeploymentName, role.Name!, role);

    private static RoleRequest InSubnet(string name, string subnet) =>
        Role(name) with { Network = new RoleNetworkRequest([subnet], null, []) };

    private static RoleRequest WithoutSubnet(string name, string? address) =>
        Role(name) with { Network = new RoleNetworkRequest(ImmutableArray<string>.Empty, address, []) };
}
