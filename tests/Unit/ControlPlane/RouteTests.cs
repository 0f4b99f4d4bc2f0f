using System.Net;
using System.Text;
using System.Xml.Linq;
using AwesomeAssertions;
using Ilb.Contracts;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Every route once: what it answers and how it refuses.</summary>
public sealed class RouteTests
{
    private const string Unknown = "services/hostedservices/nothing";

    [Theory]
    [InlineData("GET", "services/hostedservices/nothing", "404 ResourceNotFound", "The hosted service does not exist*MyWebsite1*")]
    [InlineData("PUT", "services/hostedservices/nothing", "404 ResourceNotFound", "The hosted service does not exist*")]
    [InlineData("DELETE", "services/hostedservices/nothing", "404 ResourceNotFound", "The hosted service does not exist*")]
    [InlineData("DELETE", "services/hostedservices/nothing?comp=media", "404 ResourceNotFound", "The hosted service does not exist*")]
    [InlineData("GET", "services/hostedservices/nothing/deploymentslots/Production", "404 ResourceNotFound", "The hosted service does not exist*")]
    [InlineData("GET", "services/hostedservices/empty/deploymentslots/Production", "404 ResourceNotFound", "No deployments were found.")]
    [InlineData("GET", "services/hostedservices/MyWebsite1/deploymentslots/Test", "400 BadRequest", "*none of Production, Staging.")]
    [InlineData("GET", "services/hostedservices/MyWebsite1/deployments/123", "404 ResourceNotFound", "The deployment name '123' does not exist.")]
    [InlineData("DELETE", "services/hostedservices/MyWebsite1/deployments/123", "404 ResourceNotFound", "The deployment name '123' does not exist*")]
    [InlineData("DELETE", "services/hostedservices/empty/deploymentslots/Staging", "404 ResourceNotFound", "No deployments were found.")]
    [InlineData("DELETE", "services/hostedservices/MyWebsite1", "409 ConflictError", "*web1*")]
    [InlineData("GET", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/roles/web9", "404 ResourceNotFound", "*web1, web2*")]
    [InlineData("PUT", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/roles/web9", "404 ResourceNotFound", "*web9*")]
    [InlineData("DELETE", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/roles/web9", "404 ResourceNotFound", "*web9*")]
    [InlineData("POST", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/roleinstances/web9/operations", "404 ResourceNotFound", "*web9*")]
    [InlineData("POST", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/loadbalancers", "400 BadRequest",
        "LoadBalancer already exists: MyILB. Only one internal load balancer allowed per deployment.*")]
    [InlineData("DELETE", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/loadbalancers/other", "404 ResourceNotFound", "*MyILB*")]
    [InlineData("DELETE", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/loadbalancers/MyILB", "409 ConflictError", "*intwebep*")]
    [InlineData("POST", "services/hostedservices/MyWebsite1/deployments/MyWebsite1", "400 MissingOrInvalidRequiredQueryParameter", "*comp=UpdateLbSet*")]
    [InlineData("GET", "services/networking/123?op=checkavailability&address=10.1.0.4", "400 BadRequest", "The virtual network 123 does not exist*")]
    [InlineData("GET", "services/networking/VNetUSWest?op=checkavailability&address=ten", "400 BadRequest", "*not an IPv4 address*")]
    [InlineData("GET", "services/networking/VNetUSWest?op=checkavailability", "400 MissingOrInvalidRequiredQueryParameter", "*address*")]
    [InlineData("GET", "services/networking/VNetUSWest", "400 MissingOrInvalidRequiredQueryParameter", "*op=checkavailability*")]
    [InlineData("GET", "services/networking/nowhere/gateway", "404 ResourceNotFound", "The virtual network 'nowhere' does not exist*VNetUSWest*")]
    [InlineData("POST", "services/networking/nowhere/gateway", "404 ResourceNotFound", "The virtual network 'nowhere' does not exist*VNetUSWest*")]
    [InlineData("POST", "services/networking/VNetUSWest/gateway", "400 BadRequest", "*ConnectionsToLocalNetwork*GatewaySubnet*")]
    [InlineData("DELETE", "services/networking/VNetUSWest/gateway", "404 ResourceNotFound", "*has no gateway; New-AzureVNetGateway*")]
    [InlineData("GET", "services/networking/VNetUSWest/gateway/connections", "404 ResourceNotFound", "*has no gateway*")]
    [InlineData("GET", "services/networking/VNetUSWest/gateway/connection/hq/sharedkey", "404 ResourceNotFound", "*has no gateway*")]
    [InlineData("GET", "services/networking/VNetUSWest/gateway/connection/hq/ipsecparameters", "404 ResourceNotFound", "*has no gateway*")]
    [InlineData("PATCH", "services/networking/VNetUSWest/gateway/connection/hq/sharedkey", "400 InvalidHttpVerb", "*GET, POST, PUT*")]
    [InlineData("GET", "services/networking/operation/0123456789abcdef0123456789abcdef", "404 ResourceNotFound", "*")]
    [InlineData("GET", "services/images/nothing", "404 ResourceNotFound", "The image with the specified name does not exist*ilb-responder*")]
    [InlineData("GET", "services/storageservices/123", "404 ResourceNotFound", "The storage account '123' was not found*")]
    [InlineData("GET", "affinitygroups/nothing", "404 ResourceNotFound", "The affinity group does not exist.")]
    [InlineData("DELETE", "affinitygroups/nothing", "404 ResourceNotFound", "*nothing*")]
    [InlineData("GET", "operations/0123456789abcdef0123456789abcdef", "404 ResourceNotFound", "*")]
    [InlineData("GET", "operations/nonsense", "404 ResourceNotFound", "*")]
    [InlineData("GET", "operations", "400 MissingOrInvalidRequiredQueryParameter", "*StartTime*")]
    [InlineData("GET", "operations?StartTime=yesterday&EndTime=2014-05-20", "400 BadRequest", "StartTime 'yesterday'*")]
    [InlineData("GET", "services/hostedservices/nothing/certificates", "404 ResourceNotFound", "The hosted service does not exist*")]
    [InlineData("POST", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/roleinstances/web9?comp=reboot", "404 ResourceNotFound", "*web9*")]
    [InlineData("POST", "services/hostedservices/empty/deploymentslots/Production/roleinstances/web1?comp=reboot", "404 ResourceNotFound", "No deployments were found.")]
    [InlineData("GET", "services/disks/web1", "404 ResourceNotFound", "ilb does not offer disks; a machine's disk has the name of its image.")]
    [InlineData("PATCH", "services/hostedservices/extensions", "400 InvalidHttpVerb", "*GET, PUT, DELETE.")]
    [InlineData("POST", "services/disks", "404 ResourceNotFound", "ilb does not offer disks*")]
    [InlineData("GET", "services/networking/networksecuritygroups", "404 ResourceNotFound", "ilb does not offer network security groups; the EndpointAcl*")]
    [InlineData("POST", "services/networking/reservedips", "404 ResourceNotFound", "ilb does not offer reserved addresses.")]
    [InlineData("POST", "services/hostedservices/MyWebsite1/deployments/MyWebsite1/dnsservers", "404 ResourceNotFound", "ilb does not offer DNS servers of a deployment*")]
    [InlineData("POST", "services/networking/VNetUSWest/migration?comp=abort", "404 ResourceNotFound", "ilb does not offer migration*")]
    [InlineData("PUT", "services", "400 MissingOrInvalidRequiredQueryParameter", "*action=register*")]
    public async Task Refusals_have_the_code_and_text_of_the_classic_service(string method, string path, string outcome, string message)
    {
        var service = await Balanced.GetAsync();
        var answer = await service.SendAsync(new HttpMethod(method), path, BodyFor(method, path));
        answer.Outcome.Should().Be(outcome, answer.Body);
        answer.Message.Should().Match(message);
    }

    [Theory]
    [InlineData("", "Subscription")]
    [InlineData("locations", "Locations")]
    [InlineData("rolesizes", "RoleSizes")]
    [InlineData("affinitygroups", "AffinityGroups")]
    [InlineData("services/networking/media", "NetworkConfiguration")]
    [InlineData("services/networking/virtualnetwork", "VirtualNetworkSites")]
    [InlineData("services/networking/reservedips", "ReservedIPs")]
    [InlineData("services/networking/VNetUSWest?op=checkavailability&address=10.1.0.0", "AddressAvailabilityResponse")]
    [InlineData("services/images", "Images")]
    [InlineData("services/images/ilb-responder", "OSImage")]
    [InlineData("services/vmimages", "VMImages")]
    [InlineData("operations?StartTime=2014-05-20T08:00:00Z&EndTime=2114-05-20T08:00:00Z", "SubscriptionOperationCollection")]
    [InlineData("services/hostedservices/MyWebsite1/certificates", "Certificates")]
    [InlineData("services/disks", "Disks")]
    [InlineData("services/storageservices", "StorageServices")]
    [InlineData("services/hostedservices", "HostedServices")]
    [InlineData("services/hostedservices/operations/isavailable/anything", "AvailabilityResponse")]
    [InlineData("services/hostedservices/mywebsite1?embed-detail=true", "HostedService")]
    [InlineData("services/hostedservices/MyWebsite1/deploymentslots/production", "Deployment")]
    [InlineData("services/hostedservices/MyWebsite1/deployments/mywebsite1/", "Deployment")]
    [InlineData("services/hostedservices/MyWebsite1/deployments/MyWebsite1/roles/WEB1", "PersistentVMRole")]
    public async Task Reads_answer_their_document(string path, string root)
    {
        var service = await Balanced.GetAsync();
        (await service.GetAsync(path)).Xml.Name.LocalName.Should().Be(root);
    }

    [Fact]
    public async Task Network_configuration_comes_back_as_it_was_put()
    {
        var service = await Balanced.GetAsync();
        (await service.GetAsync("services/networking/media")).Body.Should().Be(Requests.Network);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public async Task Network_configuration_in_any_encoding_comes_back_as_readable_XML(string encoding)
    {
        await using var service = await TestService.StartAsync();
        var text = Requests.Network.Replace("utf-8", encoding, StringComparison.Ordinal).Replace("<Dns>", "<!-- düne --><Dns>", StringComparison.Ordinal);
        using var body = new ByteArrayContent([.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)]);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/{service.Subscription}/services/networking/media") { Content = body };
        request.Headers.Add("x-ms-version", "2014-05-01");
        using var accepted = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        accepted.StatusCode.Should().Be(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var back = await service.GetAsync("services/networking/media");
        back.Body.Should().Contain("düne");
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(back.Body));
        FluentActions.Invoking(() => XDocument.Load(bytes)).Should().NotThrow("its declaration tells the truth");
    }

    [Fact]
    public async Task Gateway_that_refers_to_an_undeclared_site_is_refused_with_its_name()
    {
        await using var service = await TestService.StartAsync();
        const string gateway = "<Gateway><ConnectionsToLocalNetwork><LocalNetworkSiteRef name=\"nowhere\"><Connection type=\"IPsec\"/></LocalNetworkSiteRef></ConnectionsToLocalNetwork></Gateway>";
        var answer = await service.SendAsync(
            HttpMethod.Put, "services/networking/media", Requests.Network.Replace("</VirtualNetworkSite>", gateway + "</VirtualNetworkSite>", StringComparison.Ordinal));
        answer.Outcome.Should().Be("400 BadRequest");
        answer.Message.Should().Contain("nowhere");
    }

    [Fact]
    public async Task Virtual_network_is_in_use_once_it_has_a_deployment()
    {
        await using var empty = await TestService.StartAsync();
        await empty.PutNetworkAsync();
        (await Networks(empty)).Single().InUse.Should().BeFalse();
        (await Networks(await Balanced.GetAsync())).Single().InUse.Should().BeTrue();

        static async Task<List<VirtualNetworkSite>> Networks(TestService service) =>
            (await service.GetAsync("services/networking/virtualnetwork")).As<VirtualNetworkSiteList>().Sites;
    }

    [Fact]
    public async Task Network_configuration_is_not_found_before_the_first_put()
    {
        await using var service = await TestService.StartAsync();
        (await service.GetAsync("services/networking/media")).Outcome.Should().Be("404 ResourceNotFound");
    }

    [Fact]
    public async Task A_reserved_address_is_unavailable_and_five_others_are_suggested()
    {
        await using var service = await TestService.StartAsync();
        await service.PutNetworkAsync();
        var answer = (await service.GetAsync("services/networking/VNetUSWest?op=checkavailability&address=10.1.0.0")).As<AddressAvailability>();
        answer.IsAvailable.Should().BeFalse();
        answer.AvailableAddresses.Should().Equal("10.1.0.4", "10.1.0.5", "10.1.0.6", "10.1.0.7", "10.1.0.8");
    }

    [Fact]
    public async Task Affinity_groups_are_made_changed_and_deleted()
    {
        await using var service = await TestService.StartAsync();
        var create = XmlDocuments.ToText(new CreateAffinityGroup { Name = "ag1", Label = "first", Location = "West US" });
        await service.MustAsync(HttpMethod.Post, "affinitygroups", create);
        (await service.SendAsync(HttpMethod.Post, "affinitygroups", create)).Outcome.Should().Be("409 ConflictError");
        await service.MustAsync(HttpMethod.Put, "affinitygroups/ag1", XmlDocuments.ToText(new UpdateAffinityGroup { Label = "second" }));
        (await service.GetAsync("affinitygroups/AG1")).As<AffinityGroup>().Label.Should().Be("second");
        await service.MustAsync(HttpMethod.Delete, "affinitygroups/ag1");
        (await service.GetAsync("affinitygroups")).As<AffinityGroupList>().AffinityGroups.Should().BeEmpty();
    }

    [Fact]
    public async Task Cloud_services_are_made_changed_and_deleted()
    {
        await using var service = await TestService.StartAsync();
        await service.MustAsync(HttpMethod.Post, "services/hostedservices", Requests.Service());
        (await service.SendAsync(HttpMethod.Post, "services/hostedservices", Requests.Service())).Outcome.Should().Be("409 ConflictError");
        (await service.GetAsync("services/hostedservices/operations/isavailable/mywebsite1")).As<AvailabilityResponse>().Result.Should().BeFalse();
        (await service.GetAsync(TestService.MyWebsite)).As<HostedService>().Url.Should().Be(
            $"https://{service.Host.Endpoint}/{service.Subscription}/services/hostedservices/MyWebsite1", "a client may ask for it as it stands there");
        await service.MustAsync(
            HttpMethod.Put, TestService.MyWebsite, XmlDocuments.ToText(new UpdateHostedService { Label = "new", Description = "words" }));
        var properties = (await service.GetAsync(TestService.MyWebsite)).As<HostedService>().HostedServiceProperties!;
        (properties.Label, properties.Description, properties.Location).Should().Be(("new", "words", "West US"));
        await service.MustAsync(HttpMethod.Delete, TestService.MyWebsite);
        (await service.GetAsync("services/hostedservices")).As<HostedServiceList>().HostedServices.Should().BeEmpty();
    }

    [Fact]
    public async Task An_unknown_location_is_refused_with_those_that_exist()
    {
        await using var service = await TestService.StartAsync();
        var answer = await service.SendAsync(HttpMethod.Post, "services/hostedservices", Requests.Service(location: "Atlantis"));
        answer.Outcome.Should().Be("400 BadRequest");
        answer.Message.Should().Contain("West US").And.Contain("Atlantis");
    }

    [Fact]
    public async Task Load_balancer_gets_another_address_and_is_removed()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        await service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}/loadbalancers", Requests.LoadBalancer());
        await service.MustAsync(HttpMethod.Put, $"{TestService.MyDeployment}/loadbalancers/myilb", Requests.LoadBalancer(address: "10.1.0.77"));
        service.Host.Feed.Current.Vips.Single().Address.ToString().Should().Be("10.1.0.77");
        (await service.GetAsync(TestService.MyDeployment)).Body.Should().NotContain("AllowLoopback", "only those who use it see it");
        await service.MustAsync(HttpMethod.Put, $"{TestService.MyDeployment}/loadbalancers/myilb", Requests.LoadBalancer(loopback: true));
        (await service.GetAsync(TestService.MyDeployment)).Body.Should().Contain("<AllowLoopback>true</AllowLoopback></LoadBalancer>");
        await service.MustAsync(HttpMethod.Delete, $"{TestService.MyDeployment}/loadbalancers/MyILB");
        service.Host.Feed.Current.Vips.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_ilbs_own_of_an_endpoint_is_kept_and_shown_to_those_who_use_it()
    {
        await using var service = await TestService.StartBalancedAsync();
        (await service.GetAsync(TestService.MyDeployment)).Body.Should().NotContain("EnableTcpReset").And.NotContain("UdpIdleTimeoutInSeconds");
        var endpoint = Requests.Endpoint();
        (endpoint.EnableTcpReset, endpoint.UdpIdleTimeoutInSeconds) = (true, 300);
        await service.MustAsync(
            HttpMethod.Post,
            $"{TestService.MyDeployment}?comp=UpdateLbSet",
            XmlDocuments.ToText(new LoadBalancedEndpointList { InputEndpoints = [endpoint] }));
        (await service.GetAsync(TestService.MyDeployment)).Body.Should()
            .Contain("<EnableTcpReset>true</EnableTcpReset><UdpIdleTimeoutInSeconds>300</UdpIdleTimeoutInSeconds></InputEndpoint>");
        service.Host.Feed.Current.Sets.Single().ResetsIdle.Should().BeTrue();
    }

    [Fact]
    public async Task A_set_is_changed_on_all_machines_and_the_operation_says_so()
    {
        await using var service = await TestService.StartBalancedAsync();
        var endpoint = Requests.Endpoint();
        endpoint.LoadBalancerProbe!.IntervalInSeconds = 5;
        await service.MustAsync(
            HttpMethod.Post,
            $"{TestService.MyDeployment}?comp=UpdateLbSet",
            XmlDocuments.ToText(new LoadBalancedEndpointList { InputEndpoints = [endpoint] }));
        service.Host.Feed.Current.Sets.Single().Probe!.Interval.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Changing_a_shared_setting_by_one_role_changes_the_set_and_the_operation_has_a_note()
    {
        await using var service = await TestService.StartBalancedAsync();
        var role = (await service.GetAsync($"{TestService.MyDeployment}/roles/web1")).As<Role>();
        role.ConfigurationSets!.Single().InputEndpoints!.Single().LoadBalancerProbe!.IntervalInSeconds = 7;
        var operation = await service.MustAsync(HttpMethod.Put, $"{TestService.MyDeployment}/roles/web1", XmlDocuments.ToText(role));
        operation.Notes.Should().ContainSingle().Which.Should().Contain("intwebeplb").And.Contain("web2");
    }

    [Fact]
    public async Task Several_roles_stop_and_start_together()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        var path = $"{TestService.MyDeployment}/Roles/Operations";
        await service.MustAsync(HttpMethod.Post, path, XmlDocuments.ToText(
            new RolesOperation { OperationType = "ShutdownRolesOperation", Roles = ["web1", "web2"], PostShutdownAction = "Stopped" }));
        (await service.GetAsync(TestService.MyDeployment)).As<Deployment>().RoleInstanceList!
            .Should().OnlyContain(instance => instance.InstanceStatus == "StoppedVM");
        await service.MustAsync(HttpMethod.Post, path, XmlDocuments.ToText(
            new RolesOperation { OperationType = "StartRolesOperation", Roles = ["web1", "web2"] }));
    }

    [Fact]
    public async Task A_role_is_deleted_and_the_last_one_only_with_its_deployment()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        await service.MustAsync(HttpMethod.Delete, $"{TestService.MyDeployment}/roles/web1?comp=media");
        (await service.SendAsync(HttpMethod.Delete, $"{TestService.MyDeployment}/roles/web2")).Outcome.Should().Be("400 BadRequest");
        await service.MustAsync(HttpMethod.Delete, $"{TestService.MyWebsite}/deploymentslots/Production");
        service.Host.Feed.Current.Machines.Should().BeEmpty();
    }

    [Theory]
    [InlineData(TestService.MyDeployment)]
    [InlineData(TestService.MyWebsite + "/deploymentslots/Production")]
    public async Task A_role_instance_that_is_rebooted_restarts(string deployment)
    {
        await using var service = await TestService.StartWithMachinesAsync();
        await service.MustAsync(HttpMethod.Post, $"{deployment}/roleinstances/web1?comp=reboot");
        service.Host.Feed.Current.Machines.Where(machine => machine.Restarts == 1).Should().ContainSingle().Which.Name.Should().Contain("web1");
    }

    [Fact]
    public async Task A_machine_is_made_of_the_disk_of_another()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        var disk = (await service.GetAsync($"{TestService.MyDeployment}/roles/web1")).As<Role>().OSVirtualHardDisk!;
        var body = Requests.Role("web3").Replace("SourceImageName", "DiskName", StringComparison.Ordinal);
        body.Should().Contain($"<DiskName>{disk.DiskName}</DiskName>");
        await service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}/roles", body);
        (await service.GetAsync($"{TestService.MyDeployment}/roles/web3")).As<Role>().OSVirtualHardDisk!.Should().BeEquivalentTo(disk);
    }

    [Fact]
    public async Task A_machine_keeps_its_image_whatever_an_update_calls_its_disk()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        var update = Requests.Role("web1").Replace("SourceImageName>ilb-responder", "DiskName>web1-os", StringComparison.Ordinal).Replace("</SourceImageName>", "</DiskName>", StringComparison.Ordinal);
        update.Should().Contain("<DiskName>web1-os</DiskName>");
        await service.MustAsync(HttpMethod.Put, $"{TestService.MyDeployment}/roles/web1", update);
        var disk = (await service.GetAsync($"{TestService.MyDeployment}/roles/web1")).As<Role>().OSVirtualHardDisk!;
        (disk.SourceImageName, disk.DiskName).Should().Be(("ilb-responder", "ilb-responder"));
    }

    [Fact]
    public async Task Registering_for_a_resource_is_accepted()
    {
        await using var service = await TestService.StartAsync();
        (await service.SendAsync(HttpMethod.Put, "services?service=website&action=register", "")).Outcome.Should().Be("200");
    }

    private static string? BodyFor(string method, string path) => (method, path) switch
    {
        ("PUT", Unknown) => XmlDocuments.ToText(new UpdateHostedService { Label = "x" }),
        ("PUT", _) when path.EndsWith("web9", StringComparison.Ordinal) => Requests.Role("web9"),
        ("POST", _) when path.EndsWith("operations", StringComparison.Ordinal) => Requests.Operation("StartRoleOperation"),
        ("POST", _) when path.EndsWith("loadbalancers", StringComparison.Ordinal) => Requests.LoadBalancer("Second"),
        _ => null,
    };
}
