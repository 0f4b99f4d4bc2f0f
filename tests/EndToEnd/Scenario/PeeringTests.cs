using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Virtual networks of one subscription that are joined without a tunnel: VNetUSWest and VNetOther; nobody names VNetThird.</summary>
public sealed class PeeringTests
{
    private const string Third = "VNetThird";

    [Fact]
    public async Task Machines_of_joined_networks_reach_each_other_s_vips_until_they_are_parted()
    {
        await using var served = await ServedInstallation.StartAsync();
        await served.DoneAsync(served.Client.SetNetworkConfigurationAsync(Configuration(joined: true)));
        await served.AddServiceAsync("near", [Web("web1", "near"), Web("web2", "near")], balanced: true);
        await served.AddServiceAsync("far", [Web("far1", "far"), Documents.Role("client1")], balanced: true, network: ServedInstallationChanges.OtherNetwork);
        await served.AddServiceAsync("third", [Documents.Role("stranger1")], network: Third);
        await served.HealthyAsync("near", 2);
        await served.HealthyAsync("far", 1);
        var (near, far) = (await served.VipAsync("near", 80), await served.VipAsync("far", 80));
        var (web, client, stranger) = (await served.InsideAsync("web1"), await served.InsideAsync("client1"), await served.InsideAsync("stranger1"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Conversation.OnceAsync(client, near)));
        replies.Should().OnlyContain(reply => reply.Client!.Address.Equals(client.Address));
        replies.Select(reply => reply.Machine).Distinct().Should().BeEquivalentTo("web1", "web2");
        (await Conversation.OnceAsync(web, far)).Should().Match<Reply>(reply => reply.Machine == "far1" && reply.Client!.Address.Equals(web.Address));
        (await Conversation.OnceAsync(client, new IPEndPoint(web.Address, 8080))).Machine.Should().Be("web1", "its own address is reached as well");
        (await Conversation.OnceAsync(stranger, near, patienceSeconds: 2)).Failure.Should().NotBeNull();
        (await Conversation.OnceAsync(stranger, far, patienceSeconds: 2)).Failure.Should().NotBeNull();
        (await served.StatusAsync()).Peerings.Should().ContainSingle();

        using var open = await Conversation.OpenAsync(client, near);
        (await open.AskAsync()).Failure.Should().BeNull();
        await served.DoneAsync(served.Client.SetNetworkConfigurationAsync(Configuration(joined: false)));
        (await Conversation.OnceAsync(client, near, patienceSeconds: 2)).Failure.Should().NotBeNull();
        (await Conversation.OnceAsync(web, far, patienceSeconds: 2)).Failure.Should().NotBeNull();
        (await open.AskAsync()).Failure.Should().NotBeNull("no packet of an open connection crosses either");
    }

    private static Contracts.Role Web(string name, string set) => Documents.Role(name, endpoints: Documents.Member(set, 80, 8080));

    private static string Configuration(bool joined) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <NetworkConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration">
          <VirtualNetworkConfiguration>
            <VirtualNetworkSites>
              {Site(ServedInstallationChanges.Network, "10.1", joined ? $"<Peerings><VirtualNetworkSiteRef name=\"{ServedInstallationChanges.OtherNetwork}\" /></Peerings>" : "")}
              {Site(ServedInstallationChanges.OtherNetwork, "10.2")}
              {Site(Third, "10.3")}
            </VirtualNetworkSites>
          </VirtualNetworkConfiguration>
        </NetworkConfiguration>
        """;

    private static string Site(string name, string space, string peerings = "") => $"""
        <VirtualNetworkSite name="{name}" Location="{Documents.Location}">
          <AddressSpace><AddressPrefix>{space}.0.0/16</AddressPrefix></AddressSpace>
          <Subnets><Subnet name="{Documents.FrontEnd}"><AddressPrefix>{space}.0.0/24</AddressPrefix></Subnet></Subnets>
          {peerings}
        </VirtualNetworkSite>
        """;
}
