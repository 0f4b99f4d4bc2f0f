using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Status;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class StatusTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public async Task Healthy_vip_says_so_in_one_line()
    {
        await using var service = await TestService.StartBalancedAsync();
        var status = await UntilAsync(service, s => s.AllServed && s.Verdict.Contains("2 of 2", StringComparison.Ordinal));
        status.Verdict.Should().Be("1 VIP, 2 of 2 backends healthy");
        status.Machines.Should().OnlyContain(machine => machine.Status == "running");
        status.Vips.Single().Sets.Single().Probe.Should().Be("tcp :100 every 10 s, down after 3 failures");
    }

    [Fact]
    public async Task A_backend_that_fails_its_probe_is_named_with_the_reason()
    {
        await using var service = await TestService.StartBalancedAsync();
        await UntilAsync(service, s => s.Verdict.Contains("2 of 2", StringComparison.Ordinal));
        service.Agent.Probes = false;
        var backend = service.Host.Feed.Current.Sets.Single().Backends[0].Slot;
        for (var i = 0; i < 3; i++)
            service.Host.Observer.Observe(new ProbeObservation(DateTimeOffset.UtcNow, backend, "refused"));
        var status = await UntilAsync(service, s => s.Verdict.Contains("1 of 2", StringComparison.Ordinal));
        status.Verdict.Should().StartWith("1 VIP, 1 of 2 backends healthy: web1 refused :100 3 times since ");
        status.Vips.Single().Sets.Single().Backends[0].Probes[^1].Failure.Should().Be("refused");
        status.AllServed.Should().BeTrue();
    }

    [Fact]
    public async Task A_vip_without_endpoints_is_not_served()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        await service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}/loadbalancers", Requests.LoadBalancer(address: "10.1.0.9"));
        var status = await GetAsync(service);
        status.AllServed.Should().BeFalse();
        status.Verdict.Should().Be("1 VIP, 0 of 0 backends healthy: MyILB 10.1.0.9 has no endpoints");
    }

    [Fact]
    public async Task Operations_carry_the_notes_of_what_was_not_used()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        (await GetAsync(service)).Operations.Should().Contain(operation => operation.Notes.Contains(
            "web1: the WindowsProvisioningConfiguration was accepted, not used."));
    }

    [Fact]
    public async Task Verdicts_flows_and_limitations_come_from_the_node()
    {
        await using var service = await TestService.StartBalancedAsync();
        service.Host.SetNodeView(new NodeView(tables: [new("flows", 90, 100)]));
        var status = await GetAsync(service);
        status.Verdicts.Should().Contain("no_endpoint", 3);
        status.Limitations.Should().Equal("no cgroup controllers");
        status.Tables.Should().Equal(new TableFill("flows", 90, 100));
        status.Notes.Should().Contain("the table flows is 90 % full: 90 of 100 entries");
        status.Vips.Single().Sets.Single().Backends.Select(backend => backend.Flows).Should().Equal(7, 0);
        status.Vips.Single().Sets.Single().Denied.Should().Be(1200);
        status.Verdict.Should().EndWith("; the access list of intwebeplb denied 1,200 packets");
    }

    [Fact]
    public async Task What_is_the_nodes_is_shown_to_its_operator_alone_also_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("ilb-operator-").FullName;
        using var key = RSA.Create(2048);
        using var other = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using (var first = await StartAsync(folder))
        {
            using var client = Connection.Open(first.Folder)!;
            // The state keeps subscriptions in the order of their ids.
            for (var tenant = 0; await first.AddSubscriptionAsync($"tenant{tenant}", other) > client.Subscription; tenant++)
            {
            }
        }

        await using (var host = await StartAsync(folder))
        {
            host.SetNodeView(new NodeView());
            using var client = Connection.Open(host.Folder)!;
            var answer = await client.SendAsync(HttpMethod.Get, "ilb/status", null);
            JsonSerializer.Deserialize<StatusReport>(answer.Body, Json)!.Verdicts.Should().Contain("no_endpoint", 3);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_member_that_called_its_own_set_is_named_with_the_rule_and_the_way_out()
    {
        await using var service = await TestService.StartBalancedAsync();
        var set = service.Host.Feed.Current.Sets.Single();
        service.Host.SetNodeView(new NodeView(new() { [set.Backends[0].Slot] = 3 }));
        (await GetAsync(service)).Notes.Should().Equal(
            $"own_set: web1 called {set.Address}:{set.PublicPort} ({set.Name}) and was refused, 3 packets so far: a member must not reach the set "
            + "it belongs to. Set-AzureInternalLoadBalancer -InternalLoadBalancerName MyILB -ServiceName MyWebsite1 -AllowLoopback allows it.");
    }

    [Fact]
    public async Task A_slot_that_an_earlier_backend_had_accuses_nobody()
    {
        await using var service = await TestService.StartBalancedAsync();
        var slot = service.Host.Feed.Current.Sets.Single().Backends[0].Slot;
        service.Host.SetNodeView(new NodeView(new() { [new Slot(slot.Index, slot.Generation + 1)] = 3 }));
        (await GetAsync(service)).Notes.Should().BeEmpty();
    }

    [Fact]
    public async Task A_machine_that_lacks_the_vip_of_its_floating_set_says_so_though_its_probe_succeeds()
    {
        await using var service = await TestService.StartBalancedAsync();
        await UntilAsync(service, s => s.Verdict.Contains("2 of 2", StringComparison.Ordinal));
        var set = service.Host.Feed.Current.Sets.Single();
        List<MissingVip> missing = [new(service.Host.Feed.Current.Machines.Single(machine => machine.Port.Index == set.Backends[0].Port).Port, set.Address)];
        service.Host.SetNodeView(new NodeView(missing: missing));
        (await GetAsync(service)).Verdict.Should().NotContain("missing", "only a set with floating IP needs it");

        await service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}?comp=UpdateLbSet", Requests.DirectServerReturn());
        var status = await UntilAsync(service, s => s.Vips.Single().Sets.Single().DirectServerReturn && s.Verdict.Contains("2 of 2", StringComparison.Ordinal));
        status.Verdict.Should().StartWith("1 VIP, 2 of 2 backends healthy: web1 VIP missing on the machine");
        status.Vips.Single().Sets.Single().Backends.Select(backend => backend.Reason).Should().Equal("VIP missing on the machine", null);
    }

    [Fact]
    public async Task Tunnels_are_in_the_status_and_in_the_list_of_connections_as_their_gateway_tells()
    {
        await using var service = await TestService.StartConnectedAsync();
        var gateway = service.Host.Feed.Current.Gateways.Single();
        var since = new DateTimeOffset(2014, 5, 20, 12, 0, 0, TimeSpan.Zero);
        service.Host.SetNodeView(new NodeView(tunnels:
        [
            new(gateway.Port, "hq", TunnelState.Connected, 5_000_000_000, 7, since, null),
            new(gateway.Port with { Generation = 9 }, "branch office", TunnelState.Connected, 1, 1, since, null),
        ]));
        var status = await GetAsync(service);
        var shown = status.Gateways.Should().ContainSingle().Which;
        (shown.Network, shown.PublicAddress, shown.Address, shown.Encryption).Should().Be(("VNetUSWest", "203.0.113.4", "10.1.255.4", "kernel"));
        shown.Tunnels.Select(t => (t.Site, t.Peer, t.State, t.BytesIn, t.BytesOut, t.Since, t.Reason)).Should().Equal(
            ("hq", "198.51.100.1", "Connected", 5_000_000_000, 7, since, null),
            ("branch office", null, "NotConnected", 0, 0, null, "the site has no VPNGatewayAddress"));
        shown.IsTransit.Should().BeFalse();
        status.Verdict.Should().Be("no VIP yet, 0 machines: VNetUSWest is not connected to branch office: the site has no VPNGatewayAddress");

        var listed = (await service.GetAsync(TestService.MyGateway + "/connections")).As<Ilb.Contracts.GatewayConnectionList>().Connections;
        listed.Select(c => (c.LocalNetworkSiteName, c.ConnectivityState, c.IngressBytesTransferred, c.EgressBytesTransferred, c.LastConnectionEstablished))
            .Should().Equal(("hq", "Connected", 5_000_000_000, 7, since), ("branch office", "NotConnected", 0, 0, null));
        listed[1].LastEvent!.Message.Should().EndWith("NotConnected: the site has no VPNGatewayAddress.");

        await service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.TransitNetwork("true"));
        (await GetAsync(service)).Gateways.Single().IsTransit.Should().BeTrue();
    }

    [Fact]
    public async Task A_gateway_that_its_node_can_not_run_says_so_where_it_is_made_and_shown()
    {
        await using var service = await TestService.StartConnectedAsync();
        (await service.GetAsync(TestService.MyGateway)).As<Ilb.Contracts.Gateway>().LastEvent!.Message.Should().EndWith("VNetUSWest");
        service.Host.SetNodeView(new NodeView());
        (await service.GetAsync(TestService.MyGateway)).As<Ilb.Contracts.Gateway>().LastEvent!.Message
            .Should().StartWith("Successfully created").And.EndWith("does not work yet: gateways need strongSwan: apt-get install it");

        await service.MustAsync(HttpMethod.Delete, TestService.MyGateway);
        await service.MustAsync(HttpMethod.Post, TestService.MyGateway);
        (await GetAsync(service)).Operations.First(o => o.Kind == "Create virtual network gateway").Notes
            .Should().Equal("The gateway does not work yet: gateways need strongSwan: apt-get install it");
    }

    [Fact]
    public async Task What_gateways_can_not_have_is_told_to_those_who_have_one()
    {
        await using var service = await TestService.StartConnectedAsync();
        using var certificate = TestCertificate.Of("CN=tenant");
        var tenant = await service.Host.AddSubscriptionAsync("tenant", certificate);
        service.Host.SetNodeView(new NodeView());
        (await GetAsync(service)).Limitations.Should().Equal("no cgroup controllers", "no ESP in the kernel");
        var answer = await TestService.SendAsync(service.NewClient(certificate), HttpMethod.Get, $"{tenant}/ilb/status");
        JsonSerializer.Deserialize<StatusReport>(answer.Body, Json)!.Limitations.Should().Equal(["no cgroup controllers"], "others' gateways do not exist for it");
    }

    [Fact]
    public async Task A_tunnel_that_does_not_come_up_says_why_and_one_that_is_not_wanted_is_no_fault()
    {
        await using var service = await TestService.StartConnectedAsync();
        var gateway = service.Host.Feed.Current.Gateways.Single();
        service.Host.SetNodeView(new NodeView(tunnels:
            [new(gateway.Port, "hq", TunnelState.Connecting, 0, 0, DateTimeOffset.UnixEpoch, "198.51.100.1 does not answer")]));
        (await GetAsync(service)).Verdict.Should().Contain("VNetUSWest is not connected to hq: 198.51.100.1 does not answer");
        foreach (var site in (string[])["hq", "branch%20office"])
            await service.MustAsync(
                HttpMethod.Put, $"{TestService.MyGateway}/connection/{site}",
                Ilb.Contracts.XmlDocuments.ToText(new Ilb.Contracts.UpdateConnection { Operation = "Disconnect" }));
        (await GetAsync(service)).Verdict.Should().Be("no VIP yet, 0 machines");
    }

    [Theory]
    [InlineData("hub>spoke", "hub>spoke")]
    [InlineData("spoke>hub", "spoke>hub")]
    [InlineData("hub>spoke,spoke>hub", "hub>spoke")]
    public async Task Networks_that_are_joined_are_shown_once_whoever_says_so(string said, string shown)
    {
        await using var service = await TestService.StartAsync();
        await service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.Joined(said.Split(',')));
        (await GetAsync(service)).Peerings.Select(p => $"{p.Network}>{p.Peer}").Should().Equal(shown);
    }

    [Fact]
    public async Task No_key_is_in_status_operations_or_snapshots_as_text()
    {
        await using var service = await TestService.StartConnectedAsync();
        await service.MustAsync(
            HttpMethod.Post, $"{TestService.MyGateway}/connection/hq/sharedkey",
            Ilb.Contracts.XmlDocuments.ToText(new Ilb.Contracts.SharedKey { Value = "secret4711" }));
        (await service.GetAsync("ilb/status")).Body.Should().Contain("Set shared key").And.NotContain("secret4711");
        service.Host.Feed.Current.ToString().Should().NotContain("secret4711");
    }

    private static Task<ControlPlaneHost> StartAsync(string folder) =>
        ControlPlaneHost.StartAsync(new ControlPlaneOptions(folder, new IPEndPoint(IPAddress.Loopback, 0)));

    private static async Task<StatusReport> GetAsync(TestService service) =>
        JsonSerializer.Deserialize<StatusReport>((await service.GetAsync("ilb/status")).Body, Json)!;

    private static async Task<StatusReport> UntilAsync(TestService service, Func<StatusReport, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var status = await GetAsync(service);
            if (wanted(status))
                return status;
            await Task.Delay(20, patience.Token);
        }
    }

    private sealed class NodeView(Dictionary<Slot, ulong>? ownCalls = null, List<MissingVip>? missing = null, List<TunnelObservation>? tunnels = null, List<TableFill>? tables = null) : INodeView
    {
        public IReadOnlyDictionary<string, ulong> Verdicts() => new Dictionary<string, ulong> { ["no_endpoint"] = 3 };

        public IReadOnlyDictionary<uint, int> FlowsPerBackend() => new Dictionary<uint, int> { [1] = 7 };

        public IReadOnlyDictionary<Slot, ulong> Denied(IEnumerable<Slot> frontends) => frontends.ToDictionary(slot => slot, _ => 1200UL);

        public IReadOnlyDictionary<Slot, ulong> OwnCalls(IEnumerable<Slot> backends) =>
            backends.Where(slot => ownCalls?.ContainsKey(slot) == true).ToDictionary(slot => slot, slot => ownCalls![slot]);

        public IReadOnlyList<TableFill> Tables() => tables ?? [];

        public IReadOnlyList<MissingVip> MissingVips() => missing ?? [];

        public string? Encryption() => "kernel";

        public string? GatewayTrouble() => "gateways need strongSwan: apt-get install it";

        public IReadOnlyList<TunnelObservation> Tunnels() => tunnels ?? [];

        public IReadOnlyList<string> Limitations() => ["no cgroup controllers"];

        public IReadOnlyList<string> GatewayLimitations() => ["no ESP in the kernel"];
    }
}
