using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class EndpointTests
{
    private readonly World _world = Announced();

    [Fact]
    public void An_endpoint_has_defaults_for_what_is_left_out()
    {
        _world.Accept(Update("web1", Lone("http", 80)));
        _world.Endpoint("web1", "http").Should().BeEquivalentTo(
            new Endpoint("http", Protocol.Tcp, 80, 80, null, "MyILB", false, 4, Distribution.FiveTuple, null, []));
    }

    [Fact]
    public void Protocols_and_distributions_are_read_in_any_case()
    {
        _world.Accept(Update("web1", Lone("dns", 53) with { Protocol = "UDP", Distribution = "sourceip" }));
        var endpoint = _world.Endpoint("web1", "dns");
        (endpoint.Protocol, endpoint.Distribution).Should().Be((Protocol.Udp, Distribution.SourceIp));
    }

    [Fact]
    public void An_endpoint_name_is_checked() => Refuse(ProblemCode.NameInvalid, Lone("a/b", 80));

    [Fact]
    public void A_set_name_is_checked() => Refuse(ProblemCode.NameInvalid, Member() with { SetName = "a/b" });

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(-1)]
    public void A_port_is_1_to_65535(int port)
    {
        Refuse(ProblemCode.PortOutOfRange, Lone("e", 80) with { PublicPort = port });
        Refuse(ProblemCode.PortOutOfRange, Lone("e", 80) with { LocalPort = port }).Path.Should().Be("Role[web1]/InputEndpoint[e]/LocalPort");
    }

    [Fact]
    public void A_port_is_needed() => Refuse(ProblemCode.PortMissing, Lone("e", 80) with { PublicPort = null, LocalPort = null });

    [Fact]
    public void Without_a_public_port_the_local_one_is_taken_or_a_free_one_above_49151()
    {
        _world.Accept(Update("web1", Lone("a", 80), Lone("b", 80) with { PublicPort = null }, Lone("c", 90) with { PublicPort = null }));
        _world.MyDeployment.Role("web1")!.Endpoints.Select(e => e.PublicPort).Should().Equal(80, 49152, 90);
    }

    [Theory]
    [InlineData("icmp")]
    [InlineData(null)]
    public void A_protocol_is_tcp_or_udp(string? protocol) => Refuse(ProblemCode.ProtocolUnknown, Lone("e", 80) with { Protocol = protocol });

    [Fact]
    public void A_distribution_is_one_of_three() => Refuse(ProblemCode.DistributionUnknown, Lone("e", 80) with { Distribution = "random" });

    [Theory]
    [InlineData(3)]
    [InlineData(31)]
    public void An_idle_timeout_is_4_to_30_minutes(int minutes) =>
        Refuse(ProblemCode.IdleTimeoutOutOfRange, Lone("e", 80) with { IdleTimeoutMinutes = minutes });

    [Fact]
    public void Direct_server_return_needs_equal_ports()
    {
        Refuse(ProblemCode.DirectServerReturnPorts, Lone("e", 80) with { DirectServerReturn = true, LocalPort = 8080 });
        _world.Accept(Update("web1", Lone("e", 80) with { DirectServerReturn = true }));
    }

    [Fact]
    public void Endpoint_names_are_unique_in_a_machine() =>
        Refuse(ProblemCode.EndpointNameInUse, Lone("e", 80), Lone("E", 81)).Message
            .Should().StartWith("An endpoint named 'E' has already been defined for this VM.");

    [Fact]
    public void A_machine_is_in_a_set_once() =>
        Refuse(ProblemCode.SetNameInUse, Member(), Member() with { Name = "other", PublicPort = 100 });

    [Fact]
    public void A_port_is_used_once_in_a_machine_even_on_two_VIPs() =>
        Refuse(ProblemCode.PortInUse, Lone("a", 80), Lone("b", 80, null));

    [Fact]
    public void A_port_is_used_once_on_a_VIP_over_all_machines()
    {
        _world.Accept(Update("web1", Lone("ssh", 22)));
        var problem = _world.Refuse(Update("web2", Lone("ssh", 22)), ProblemCode.PortInUse);
        problem.Message.Should().StartWith(
            "Port 22 is already in use by one of the endpoints in this deployment. Ensure that the port numbers are unique across endpoints within a deployment.");
        problem.Message.Should().EndWith("ssh on web1.");
    }

    [Fact]
    public void One_port_is_free_for_another_protocol_or_VIP_on_another_machine()
    {
        _world.Accept(Update("web1", Lone("a", 53), Lone("b", 53) with { Protocol = "udp" }));
        _world.Accept(Update("web2", Lone("a", 53, null)));
    }

    [Fact]
    public void The_named_load_balancer_exists() =>
        Refuse(ProblemCode.LoadBalancerUnknown, Lone("e", 80, "nope")).Message
            .Should().StartWith("An internal load balancer (ILB) with name nope not found for this deployment").And.Contain("MyILB");

    [Fact]
    public void A_regular_endpoint_is_not_converted()
    {
        _world.Accept(Update("web1", Lone("e", 80, null)));
        Refuse(ProblemCode.EndpointCannotChangeVip, Lone("e", 80)).Message.Should().Contain("Remove-AzureEndpoint");
        _world.Accept(Update("web1"));
        _world.Accept(Update("web1", Lone("e", 80)));
    }

    [Fact]
    public void A_cloud_service_has_at_most_150_endpoints()
    {
        _world.Accept(Update("web1", [.. Enumerable.Range(1, 150).Select(i => Lone($"e{i}", i))]));
        _world.Refuse(Update("web2", Lone("e151", 151)), ProblemCode.EndpointsTooMany);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(1801)]
    public void The_idle_timeout_of_udp_has_a_range_of_its_own(int seconds) =>
        Refuse(ProblemCode.UdpIdleTimeoutOutOfRange, Lone("dns", 53) with { Protocol = "udp", UdpIdleSeconds = seconds });

    [Fact]
    public void Udp_has_an_idle_timeout_of_its_own_and_tcp_that_of_the_api()
    {
        _world.Accept(Update("web1", Member() with { IdleTimeoutMinutes = 30 }, Lone("dns", 53) with { Protocol = "udp", IdleTimeoutMinutes = 30 }));
        _world.Endpoint("web1").IdleTimeout.Should().Be(TimeSpan.FromMinutes(30));
        _world.Endpoint("web1", "dns").IdleTimeout.Should().Be(TimeSpan.FromMinutes(1));
        _world.Accept(Update("web1", Member(), Lone("dns", 53) with { Protocol = "udp", UdpIdleSeconds = 300 }));
        _world.Endpoint("web1", "dns").IdleTimeout.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Whether_idle_connections_are_reset_is_a_matter_of_the_set_and_stays_until_told()
    {
        _world.Accept(Update("web1", Member()));
        _world.Endpoint("web1").ResetsIdle.Should().BeFalse();
        _world.Accept(Update("web2", Member() with { ResetsIdle = true })).Notes.Should().ContainSingle().Which.Should().Contain("reset of idle connections");
        _world.Endpoint("web1").ResetsIdle.Should().BeTrue();
        _world.Accept(Update("web1", Member()));
        _world.Endpoint("web1").ResetsIdle.Should().BeTrue();
        _world.Accept(Update("web1", Member() with { ResetsIdle = false }));
        _world.Endpoint("web2").ResetsIdle.Should().BeFalse();
    }

    [Fact]
    public void Weight_and_backup_are_the_machine_s_own_and_stay_until_told()
    {
        _world.Accept(Update("web1", Member() with { Weight = 3 }));
        _world.Accept(Update("web2", Member() with { IsBackup = true, IdleTimeoutMinutes = 10 }));
        _world.Accept(Update("web1", Member()));
        _world.Accept(new UpdateLoadBalancedSets(Tenant, Service, DeploymentName, [Member() with { Weight = 9, IdleTimeoutMinutes = 20 }]));
        Own("web1").Should().Be((20, 3, false));
        Own("web2").Should().Be((20, 1, true));

        (int, int, bool) Own(string role) => (_world.Endpoint(role).IdleTimeoutMinutes, _world.Endpoint(role).Weight, _world.Endpoint(role).IsBackup);
    }

    [Fact]
    public void A_weight_is_0_to_256_and_of_a_member()
    {
        Refuse(ProblemCode.WeightOutOfRange, Member() with { Weight = 257 });
        Refuse(ProblemCode.WeightOutOfRange, Member() with { Weight = -1 });
        Refuse(ProblemCode.MemberSettingAlone, Lone("e", 80) with { Weight = 2 });
        Refuse(ProblemCode.MemberSettingAlone, Lone("e", 80) with { IsBackup = true });
    }

    [Fact]
    public void The_policy_is_a_matter_of_the_set_and_stays_until_told()
    {
        _world.Accept(Update("web1", Member()));
        _world.Accept(Update("web2", Member() with { Policy = new PolicyRequest("ALLMEMBERS") })).Notes.Should().ContainSingle().Which.Should().Contain("policy for all members down");
        _world.Accept(Update("web1", Member()));
        _world.Endpoint("web1").Policy.Should().Be(new SetPolicy { WhenAllDown = AllDown.AllMembers });
        Refuse(ProblemCode.AllDownUnknown, Member() with { Policy = new PolicyRequest("panic") });
    }

    [Fact]
    public void A_set_has_one_probe_with_the_defaults_of_the_service()
    {
        _world.Accept(Update("web1", Member() with { LocalPort = 8080, Probe = new ProbeRequest(null, null, null, null, null) }));
        _world.Endpoint("web1").Probe.Should().Be(new Probe(ProbeProtocol.Tcp, 8080, null, 15, 31));
    }

    [Fact]
    public void An_http_probe_gets_the_root_unless_it_has_a_path()
    {
        _world.Accept(Update("web1", Member() with { Probe = new ProbeRequest("HTTP", 80, "", null, null) }));
        _world.Endpoint("web1").Probe!.Path.Should().Be("/");
    }

    [Fact]
    public void A_long_interval_without_a_timeout_waits_as_long()
    {
        _world.Accept(Update("web1", Member() with { Probe = new ProbeRequest("tcp", 80, null, 60, null) }));
        _world.Endpoint("web1").Probe!.TimeoutSeconds.Should().Be(60);
    }

    [Fact]
    public void Probe_settings_are_checked()
    {
        RefuseProbe(ProblemCode.ProbeProtocolUnknown, new("icmp", 80, null, null, null));
        RefuseProbe(ProblemCode.ProbePortOutOfRange, new("tcp", 0, null, null, null));
        RefuseProbe(ProblemCode.ProbeIntervalOutOfRange, new("tcp", 80, null, 4, null));
        RefuseProbe(ProblemCode.ProbeTimeoutOutOfRange, new("tcp", 80, null, null, 3601));
        RefuseProbe(ProblemCode.ProbePathInvalid, new("tcp", 80, "/x", null, null)).Message.Should().StartWith("ProbePath not valid with tcp");
        RefuseProbe(ProblemCode.ProbePathInvalid, new("http", 80, "x", null, null));
        RefuseProbe(ProblemCode.ProbePathInvalid, new("http", 80, "/ HTTP/1.1\r\nHost: x", null, null));
    }

    [Fact]
    public void Access_rules_are_stored_in_their_order()
    {
        _world.Accept(Update("web1", WithAcl(new AclRuleRequest(200, "Deny", "0.0.0.0/0", null), new AclRuleRequest(100, "permit", "10.0.1.0/24", "d"))));
        _world.Endpoint("web1", "e").Acl.Select(r => r.ToString()).Should().Equal("100 Permit 10.0.1.0/24", "200 Deny 0.0.0.0/0");
    }

    [Fact]
    public void Access_rules_are_checked()
    {
        Refuse(ProblemCode.AclOrderOutOfRange, WithAcl(new AclRuleRequest(65536, "permit", "10.0.0.0/8", null)));
        Refuse(ProblemCode.AclOrderOutOfRange, WithAcl(new AclRuleRequest(null, "permit", "10.0.0.0/8", null)));
        Refuse(ProblemCode.AclActionUnknown, WithAcl(new AclRuleRequest(1, "allow", "10.0.0.0/8", null)));
        Refuse(ProblemCode.AclSubnetInvalid, WithAcl(new AclRuleRequest(1, "permit", "10.0.0.0", null)));
        Refuse(ProblemCode.AclDescriptionTooLong, WithAcl(new AclRuleRequest(1, "permit", "10.0.0.0/8", new string('x', 256))));
        Refuse(ProblemCode.AclOrderInUse, WithAcl(new AclRuleRequest(1, "permit", "10.0.0.0/8", null), new AclRuleRequest(1, "deny", "11.0.0.0/8", null)));
        Refuse(ProblemCode.AclRulesTooMany, WithAcl([.. Enumerable.Range(1, 51).Select(i => new AclRuleRequest(i, "permit", "10.0.0.0/8", null))]));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("permit,deny")]
    [InlineData(" permit")]
    public void An_action_is_a_word_and_neither_a_number_nor_a_list(string action) =>
        Refuse(ProblemCode.AclActionUnknown, WithAcl(new AclRuleRequest(1, action, "10.0.0.0/8", null))).Message.Should().EndWith("permit or deny.");

    [Theory]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.00/8")]
    [InlineData("0x0a.0.0.0/8")]
    [InlineData("10.0.0.0/08")]
    public void A_subnet_of_an_access_rule_is_written_in_plain_decimals(string subnet) =>
        Refuse(ProblemCode.AclSubnetInvalid, WithAcl(new AclRuleRequest(1, "permit", subnet, null)));

    private Problem Refuse(ProblemCode code, params EndpointRequest[] endpoints) => _world.Refuse(Update("web1", endpoints), code);

    private Problem RefuseProbe(ProblemCode code, ProbeRequest probe) => Refuse(code, Member() with { Probe = probe });

    private static EndpointRequest WithAcl(params AclRuleRequest[] rules) => Lone("e", 80) with { Acl = rules.ToImmutableArray() };
}
