using System.Net;
using System.Text.Json.Nodes;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Identity;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>A folder of a version that knew no gateways: sites and connections are in the text of its network configuration alone.</summary>
public sealed class EarlierStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-earlier-").FullName;

    [Fact]
    public async Task Sites_that_were_put_before_there_were_gateways_are_found_again()
    {
        await using (var before = await StartAsync())
        {
            using var client = Connection.Open(before.Folder)!;
            (await client.SendAsync(HttpMethod.Put, "services/networking/media", Requests.ConnectedNetwork)).Status.Should().Be(HttpStatusCode.Accepted);
        }

        Forget();
        await using var after = await StartAsync();
        using var again = Connection.Open(after.Folder)!;
        (await again.SendAsync(HttpMethod.Get, "services/networking/media", null)).Body.Should().Be(Requests.ConnectedNetwork);
        var network = (await again.SendAsync(HttpMethod.Get, "services/networking/virtualnetwork", null)).As<VirtualNetworkSiteList>().Sites.Single();
        network.Gateway!.Sites!.Select(site => site.Name).Should().Equal("hq", "branch office");
        (await again.SendAsync(HttpMethod.Post, TestService.MyGateway, null)).Status.Should().Be(HttpStatusCode.Created);
        after.Feed.Current.Gateways.Single().Tunnels.Single().Prefixes.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_folder_with_the_store_of_an_older_ilb_serves_what_it_served_then()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "ControlPlane/Earlier/format-1.db"), DataFolder.Open(_folder).StoreFile);
        await using var now = await StartAsync();
        using var client = Connection.Open(now.Folder)!;
        client.Subscription.Should().Be("ac95115f-08a5-4273-8d1e-0067714731fe");
        var deployment = (await client.SendAsync(HttpMethod.Get, TestService.MyDeployment, null)).As<Deployment>();
        deployment.RoleInstanceList!.Select(instance => $"{instance.InstanceName} {instance.IpAddress}").Should().Equal("web1 10.0.0.4", "web2 10.0.0.5");
        now.Feed.Current.Sets.Single().Address.ToString().Should().Be("10.0.0.6");
    }

    [Fact]
    public async Task A_certificate_of_which_an_older_ilb_kept_the_thumbprint_alone_is_told_by_it_and_can_be_removed()
    {
        const string thumbprint = "E128EB432A7E979686DD1F1D12FEF59B992C1F48AA54C775E6623B5B99376E8C";
        File.Copy(Path.Combine(AppContext.BaseDirectory, "ControlPlane/Earlier/format-1.db"), DataFolder.Open(_folder).StoreFile);
        await using var now = await StartAsync();
        using var client = Connection.Open(now.Folder)!;
        var known = (await client.SendAsync(HttpMethod.Get, "certificates", null)).As<SubscriptionCertificateList>().Certificates;
        known.Select(one => (one.SubscriptionCertificateThumbprint == thumbprint, one.SubscriptionCertificateData is null, one.Created is null))
            .Should().Equal((true, true, true), (false, false, false));
        (await client.SendAsync(HttpMethod.Delete, $"certificates/{thumbprint}", null)).Outcome.Should().Be("200");
        (await client.SendAsync(HttpMethod.Get, "certificates", null)).As<SubscriptionCertificateList>().Certificates.Should().ContainSingle();
    }

    [Fact]
    public async Task A_gateway_and_its_keys_outlive_the_process_in_a_file_of_its_owner()
    {
        string key;
        await using (var before = await StartAsync())
        {
            using var client = Connection.Open(before.Folder)!;
            await client.SendAsync(HttpMethod.Put, "services/networking/media", Requests.ConnectedNetwork);
            await client.SendAsync(HttpMethod.Post, TestService.MyGateway, null);
            key = before.Feed.Current.Gateways.Single().Tunnels.Single().SharedKey;
            foreach (var file in Directory.GetFiles(_folder, "state.db*"))
                File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }

        await using var after = await StartAsync();
        after.Feed.Current.Gateways.Single().Tunnels.Single().SharedKey.Should().Be(key);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<ControlPlaneHost> StartAsync() =>
        ControlPlaneHost.StartAsync(new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)));

    /// <summary>What the earlier version did not write.</summary>
    private void Forget()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DataFolder.Open(_folder).StoreFile, Pooling = false }.ToString());
        connection.Open();
        using var read = new SqliteCommand("SELECT content FROM document WHERE key LIKE '%/network-configuration'", connection);
        var json = JsonNode.Parse((string)read.ExecuteScalar()!)!.AsObject();
        json.Remove("localNetworkSites").Should().BeTrue();
        foreach (var network in json["virtualNetworks"]!.AsArray())
        {
            network!.AsObject().Remove("sites").Should().BeTrue();
            network.AsObject().Remove("gatewayProfile").Should().BeTrue();
        }

        using var write = new SqliteCommand("UPDATE document SET content = $content WHERE key LIKE '%/network-configuration'", connection);
        write.Parameters.AddWithValue("$content", json.ToJsonString());
        write.ExecuteNonQuery().Should().Be(1);
    }
}
