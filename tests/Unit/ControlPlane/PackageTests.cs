using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane.Packages;
using Xunit;
using static Ilb.Unit.ControlPlane.PackageRequests;

namespace Ilb.Unit.ControlPlane;

/// <summary>Packages over the wire: how they come, and what is made of them.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task A_package_becomes_role_instances_that_a_configuration_change_adds_to()
    {
        await using var service = await StartAsync();
        var url = await UploadAsync(service, TestPackage.Good());
        await service.MustAsync(HttpMethod.Post, Slot, Create(url, 2));
        await service.MustAsync(HttpMethod.Post, Slot + "/?comp=config", XmlDocuments.ToText(new ChangeConfiguration { Configuration = TestPackage.Configuration(3) }));

        var deployment = (await service.GetAsync(Slot)).As<Deployment>();
        deployment.Name.Should().Be("v1");
        deployment.Status.Should().Be("Running");
        XmlDocuments.DecodeLabel(deployment.Configuration!).Should().Be(TestPackage.Configuration(3));
        deployment.RoleInstanceList!.Select(i => (i.RoleName, i.InstanceName, i.InstanceStatus)).Should().Equal(
            ("Web", "Web_IN_0", "ReadyRole"), ("Web", "Web_IN_1", "ReadyRole"), ("Web", "Web_IN_2", "ReadyRole"));
        deployment.RoleList.Should().ContainSingle().Which.RoleName.Should().Be("Web");
        deployment.InputEndpointList.Should().ContainSingle().Which.Should().BeEquivalentTo(new { RoleName = "Web", Port = 80 });
        deployment.LoadBalancers.Should().ContainSingle().Which.Name.Should().Be("MyILB");

        await service.MustAsync(HttpMethod.Post, Slot + "/?comp=status", XmlDocuments.ToText(new UpdateDeploymentStatus { Status = "Suspended" }));
        (await service.GetAsync(Slot)).As<Deployment>().Status.Should().Be("Suspended");
        await service.MustAsync(HttpMethod.Delete, Slot);
        (await service.GetAsync(Slot)).Outcome.Should().Be("404 ResourceNotFound");
    }

    [Fact]
    public async Task An_upgrade_is_done_when_the_instances_run_again()
    {
        await using var service = await StartAsync();
        await service.MustAsync(HttpMethod.Post, Slot, Create(await UploadAsync(service, TestPackage.Good()), 2));
        var upgrade = new UpgradeDeployment
        {
            PackageUrl = await UploadAsync(service, TestPackage.Good("echo v2\n")),
            Configuration = TestPackage.Configuration(2),
            Mode = "Auto",
            Label = "v2",
        };
        (await service.MustAsync(HttpMethod.Post, Slot + "/?comp=upgrade", XmlDocuments.ToText(upgrade))).Status.Should().Be("Succeeded");
        (await service.GetAsync(Slot)).As<Deployment>().Label.Should().Be(XmlDocuments.EncodeLabel("v2"));
    }

    [Fact]
    public async Task An_instance_that_was_stopped_stays_so_while_the_configuration_changes_and_the_others_are_upgraded()
    {
        await using var service = await StartAsync();
        await service.MustAsync(HttpMethod.Post, Slot, Create(await UploadAsync(service, TestPackage.Good()), 2));
        await service.MustAsync(HttpMethod.Post, TestService.MyWebsite + "/deployments/v1/roleinstances/Web_IN_1/Operations", Requests.Operation("ShutdownRoleOperation"));

        await service.MustAsync(HttpMethod.Post, Slot + "/?comp=config", XmlDocuments.ToText(new ChangeConfiguration { Configuration = TestPackage.Configuration(3) }));
        var upgrade = new UpgradeDeployment
        {
            PackageUrl = await UploadAsync(service, TestPackage.Good("echo v2\n")),
            Configuration = TestPackage.Configuration(3),
            Mode = "Auto",
        };
        await service.MustAsync(HttpMethod.Post, Slot + "/?comp=upgrade", XmlDocuments.ToText(upgrade));
        (await service.GetAsync(Slot)).As<Deployment>().RoleInstanceList!.Select(i => (i.InstanceName, i.InstanceStatus)).Should().Equal(
            ("Web_IN_0", "ReadyRole"), ("Web_IN_1", "StoppedVM"), ("Web_IN_2", "ReadyRole"));
    }

    [Fact]
    public async Task Unpacked_files_are_below_the_data_folder_and_everybody_may_run_them()
    {
        await using var service = await StartAsync();
        var package = TestPackage.Good();
        var url = await UploadAsync(service, package);
        (await PutAsync(service, package, DigestOf(package))).Status.Should().Be(HttpStatusCode.OK, "it is there already");

        var folder = Path.Combine(service.Host.Folder.Path, "packages", service.Subscription.ToString("N"), url.Split('/')[^1]);
        File.ReadAllText(Path.Combine(folder, "Web", "more", "data.txt")).Should().Be("x");
        File.GetUnixFileMode(Path.Combine(folder, "Web")).Should().HaveFlag(UnixFileMode.OtherExecute);
        File.GetUnixFileMode(Path.Combine(folder, "Web", "run.sh")).Should().HaveFlag(UnixFileMode.OtherRead);
        (await service.GetAsync("ilb/packages")).Body.Should().Be($"[\"{DigestOf(package)}\"]");
    }

    [Fact]
    public async Task A_configuration_may_declare_the_encoding_that_its_file_had()
    {
        await using var service = await StartAsync();
        var url = await UploadAsync(service, TestPackage.Good());
        var create = XmlDocuments.ToText(new CreatePackageDeployment
        {
            Name = "v1",
            PackageUrl = url,
            Label = "v1",
            Configuration = "\uFEFF<?xml version=\"1.0\" encoding=\"utf-16\"?>" + TestPackage.Configuration(1),
        });
        await service.MustAsync(HttpMethod.Post, Slot, create);
        (await service.GetAsync(Slot)).As<Deployment>().Status.Should().Be("Suspended", "nothing said that it shall start");
    }

    [Fact]
    public async Task A_damaged_upload_or_a_wrong_name_is_refused()
    {
        await using var service = await StartAsync();
        (await PutAsync(service, TestPackage.Good(), new string('0', 64))).Message.Should().Contain("was damaged on its way");
        (await PutAsync(service, TestPackage.Good(), "latest")).Message.Should().Contain("no SHA-256");
        LeftIn(service).Should().BeEmpty();
    }

    [Fact]
    public async Task Packages_come_only_through_the_own_door()
    {
        await using var service = await StartAsync();
        var theirs = $"/{Guid.NewGuid()}/ilb/packages/{new string('0', 64)}";
        foreach (var url in (string[])["https://account.blob.core.windows.net/packages/app.cspkg", "file:///etc", "../packages", theirs])
        {
            var answer = await service.SendAsync(HttpMethod.Post, Slot, Create(url, 1));
            answer.Outcome.Should().Be("400 BadRequest");
            answer.Message.Should().Contain("no storage service").And.Contain("New-AzureDeployment");
        }

        (await service.SendAsync(HttpMethod.Post, Slot, Create($"/{service.Subscription}/ilb/packages/{new string('0', 64)}", 1)))
            .Outcome.Should().Be("404 ResourceNotFound");
    }

    [Fact]
    public async Task Too_many_packages_are_refused_until_unused_ones_have_aged()
    {
        await using var service = await StartAsync();
        for (var i = 0; i < 20; i++)
            await UploadAsync(service, TestPackage.Good($"{i}"));
        var one = TestPackage.Good("one more");
        (await PutAsync(service, one, DigestOf(one))).Message.Should().Contain("20 packages already");
        Age(service);
        (await PutAsync(service, one, DigestOf(one))).Status.Should().Be(HttpStatusCode.Created);
        LeftIn(service).Should().ContainSingle();
    }

    [Fact]
    public async Task Every_size_is_for_web_and_worker_roles_too_and_locations_say_so()
    {
        await using var service = await TestService.StartAsync();
        (await service.GetAsync("rolesizes")).Xml.Descendants(Answer.Classic + "SupportedByWebWorkerRoles")
            .Should().HaveCountGreaterThan(10).And.OnlyContain(supported => supported.Value == "true");
        var location = (await service.GetAsync("locations")).As<LocationList>().Locations[0];
        location.ComputeCapabilities!.WebWorkerRoleSizes.Should().Contain("Small").And.Equal(location.ComputeCapabilities.VirtualMachinesRoleSizes);
    }

    [Fact]
    public async Task A_package_that_was_deployed_while_another_arrived_stays()
    {
        await using var service = await StartAsync();
        var url = await UploadAsync(service, TestPackage.Good());
        Age(service);
        using var slow = new HeldContent(TestPackage.Good("another"));
        var arriving = PutAsync(service, slow, DigestOf(TestPackage.Good("another")));
        await slow.Begun;
        await service.MustAsync(HttpMethod.Post, Slot, Create(url, 1));
        Age(service);
        slow.Release();

        (await arriving).Status.Should().Be(HttpStatusCode.Created);
        LeftIn(service).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_package_that_somebody_is_about_to_deploy_stays()
    {
        var folder = Directory.CreateTempSubdirectory("ilb-packages-").FullName;
        using var store = new PackageStore(folder, TimeProvider.System);
        var (tenant, nobody) = (Guid.NewGuid(), new HashSet<string>());
        async Task PutAsync(byte[] package) => await store.PutAsync(
            tenant, DigestOf(package), new MemoryStream(package), () => nobody, _ => { }, TestContext.Current.CancellationToken);
        await PutAsync(TestPackage.Good("old"));
        await PutAsync(TestPackage.Good("asked for"));
        foreach (var digest in store.Of(tenant))
            Directory.SetLastWriteTimeUtc(store.FolderOf(tenant, digest), DateTime.UtcNow.AddHours(-2));

        store.Keep(tenant, DigestOf(TestPackage.Good("asked for"))).Should().BeTrue();
        store.Keep(tenant, new string('0', 64)).Should().BeFalse();
        await PutAsync(TestPackage.Good("new"));

        store.Of(tenant).Should().BeEquivalentTo([DigestOf(TestPackage.Good("asked for")), DigestOf(TestPackage.Good("new"))]);
        Directory.GetDirectories(Path.Combine(folder, "packages", tenant.ToString("N"))).Should().HaveCount(2, "nothing is left half");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Slow_senders_hold_up_nobody_and_a_subscription_has_so_many_on_their_way_at_a_time()
    {
        await using var service = await StartAsync();
        var slow = Enumerable.Range(0, 4).Select(i => SlowUpload.Of(i)).ToList();
        var first = PutAsync(service, slow[0].Content, slow[0].Digest);
        await slow[0].HalfAsync(service, 1);
        await UploadAsync(service, TestPackage.Good("meanwhile"));

        var others = slow.Skip(1).Select(upload => PutAsync(service, upload.Content, upload.Digest)).ToList();
        foreach (var upload in slow.Skip(1))
            await upload.HalfAsync(service, 0);
        await slow[0].HalfAsync(service, 4);
        var fifth = TestPackage.Good("fifth");
        var refused = await PutAsync(service, fifth, DigestOf(fifth));
        refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        refused.Message.Should().Contain("4 packages of this subscription are arriving already");

        await slow[0].RestAsync();
        (await first).Status.Should().Be(HttpStatusCode.Created);
        await UploadAsync(service, fifth);
        foreach (var upload in slow.Skip(1))
            await upload.RestAsync();
        (await Task.WhenAll(others)).Should().OnlyContain(answer => answer.Status == HttpStatusCode.Created);
        LeftIn(service).Should().HaveCount(6);
    }
}
