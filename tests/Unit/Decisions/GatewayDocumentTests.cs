using System.Text.Json.Nodes;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>Gateways in the store.</summary>
public sealed class GatewayDocumentTests
{
    [Fact]
    public void A_gateway_comes_back_with_its_keys_and_policies()
    {
        var world = Connected();
        world.Accept(new SetIpsecParameters(Tenant, "VNetUSWest", "hq", null, "None", 4096, 600, null, null));
        var back = Join(DesiredDocuments.Split(world.State)).VirtualNetwork("VNetUSWest")!.Gateway!;
        back.Connections.Should().Equal(world.MyGateway.Connections);
        (back with { Connections = [] }).Should().Be(world.MyGateway with { Connections = [] });
    }

    [Fact]
    public void A_change_of_a_key_writes_the_network_configuration_alone()
    {
        var world = Connected();
        var before = world.State;
        world.Accept(new SetSharedKey(Tenant, "VNetUSWest", "hq", "abc"));
        DesiredDocuments.Changes(before, world.State).Select(d => d.Key).Should().Equal($"subscriptions/{Tenant:N}/network-configuration");
    }

    [Fact]
    public void A_configuration_stored_before_there_were_gateways_is_read_as_one_without()
    {
        var world = World.Balanced();
        var documents = DesiredDocuments.Split(world.State).Select(d =>
        {
            if (!d.Key.EndsWith("/network-configuration", StringComparison.Ordinal))
                return d;
            var json = JsonNode.Parse(d.Json!)!.AsObject();
            json.Remove("localNetworkSites").Should().BeTrue();
            foreach (var network in json["virtualNetworks"]!.AsArray())
                network!.AsObject().Remove("sites").Should().BeTrue();
            return d with { Json = json.ToJsonString() };
        });

        var subscription = Join(documents);
        subscription.Network!.LocalNetworkSites.Should().BeEmpty();
        subscription.VirtualNetwork("VNetUSWest")!.Sites.Should().BeEmpty();
        subscription.VirtualNetwork("VNetUSWest")!.Gateway.Should().BeNull();
    }

    private static SubscriptionState Join(IEnumerable<StoredDocument> documents) => DesiredDocuments.Join(1, documents).Subscription(Tenant)!;
}
