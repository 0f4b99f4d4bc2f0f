using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Identity;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>The address space that the operator gives to cloud services outside virtual networks.</summary>
public sealed class ProviderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-provider-").FullName;

    private string File => Path.Combine(_folder, "provider.json");

    [Fact]
    public async Task First_start_writes_the_default_for_the_operator_to_edit()
    {
        await using var host = await StartAsync();
        System.IO.File.ReadAllText(File).Should().Contain("\"privateAddressSpace\": \"100.64.0.0/10\"");
    }

    [Fact]
    public async Task Changed_space_is_for_new_services_and_those_with_machines_keep_theirs()
    {
        await using (await StartAsync())
            await MakeAsync("old");
        await WriteAsync("10.200.0.0/16");
        await using var host = await StartAsync();
        await MakeAsync("new");
        await AddRoleAsync("old");

        host.Feed.Current.Machines.OrderBy(machine => machine.FullName).Select(machine => $"{machine.FullName} {machine.Address} {machine.Subnet}").Should().Equal(
            "new/a 10.200.0.4 10.200.0.0/16",
            "old/a 100.64.0.4 100.64.0.0/10",
            "old/b 100.64.0.5 100.64.0.0/10");
        host.Feed.Current.Networks.Where(network => network.Name != "outside").Select(network => network.AddressSpace.Single().ToString()).Should().Equal("100.64.0.0/10", "10.200.0.0/16");
    }

    [Theory]
    [InlineData("100.64.0.1/10", "not an IPv4 prefix")]
    [InlineData("100.64.0.0/25", "/8 to a /24")]
    [InlineData("169.254.0.0/16", "no network may use")]
    [InlineData("168.0.0.0/8", "168.63.129.16/32")]
    public async Task Space_that_cannot_be_one_is_refused_at_the_start(string space, string why)
    {
        await WriteAsync(space);
        var starting = StartAsync;
        (await starting.Should().ThrowAsync<DataFolderException>()).Which.ToString().Should().Contain("provider.json").And.Contain(why);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task WriteAsync(string space) => System.IO.File.WriteAllTextAsync(File, $$"""{ "privateAddressSpace": "{{space}}" }""");

    private Task<ControlPlaneHost> StartAsync() =>
        ControlPlaneHost.StartAsync(new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)));

    private async Task MakeAsync(string service)
    {
        await DoAsync("services/hostedservices", Requests.Service(service));
        await DoAsync($"services/hostedservices/{service}/deployments", XmlDocuments.ToText(new Deployment
        {
            Name = service,
            DeploymentSlot = "Production",
            Label = XmlDocuments.EncodeLabel(service),
            RoleList = [Role("a")],
        }));
    }

    private Task AddRoleAsync(string service) =>
        DoAsync($"services/hostedservices/{service}/deployments/{service}/roles", XmlDocuments.ToText(Role("b")));

    private async Task DoAsync(string path, string body)
    {
        using var client = Connection.Open(DataFolder.Open(_folder))!;
        var answer = await client.SendAsync(HttpMethod.Post, path, body);
        ((int)answer.Status).Should().BeLessThan(300, answer.Body);
    }

    private static Role Role(string name) => new()
    {
        RoleName = name,
        RoleType = "PersistentVMRole",
        OSVirtualHardDisk = new OSVirtualHardDisk { SourceImageName = "ilb-responder" },
        ConfigurationSets = [],
    };
}
