using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AwesomeAssertions;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Client;

public sealed class ClientConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_that_the_service_writes_is_all_it_takes()
    {
        await using var service = await TestService.StartAsync();
        using var client = new ServiceManagementClient(PublishSettings.Read(service.Host.Folder.PublishSettingsFile).Single());
        (await client.GetLocationsAsync(Cancel)).Locations.Should().Contain(l => l.Name == "West US");
    }

    [Fact]
    public async Task Another_servers_certificate_is_not_trusted()
    {
        await using var service = await TestService.StartAsync();
        var right = PublishSettings.Read(service.Host.Folder.PublishSettingsFile).Single();
        using var stranger = SelfSigned("CN=127.0.0.1");
        foreach (var trusted in new X509Certificate2[][] { [], [stranger] })
        {
            using var client = new ServiceManagementClient(
                new AzureSubscription(right.SubscriptionId, right.SubscriptionName, right.ServiceEndpoint, right.Certificate, trusted));
            var call = () => client.GetLocationsAsync(Cancel);
            (await call.Should().ThrowAsync<ServiceManagementException>()).Which.Code.Should().Be(ServiceManagementException.Unreachable);
        }
    }

    [Fact]
    public async Task Another_clients_certificate_opens_nothing()
    {
        await using var service = await TestService.StartAsync();
        var right = PublishSettings.Read(service.Host.Folder.PublishSettingsFile).Single();
        using var stranger = SelfSigned("CN=stranger");
        using var client = new ServiceManagementClient(
            new AzureSubscription(right.SubscriptionId, right.SubscriptionName, right.ServiceEndpoint, stranger, right.ServerCertificates));
        var call = () => client.GetLocationsAsync(Cancel);
        (await call.Should().ThrowAsync<ServiceManagementException>()).Which.Code.Should().Be("AuthenticationFailed");
    }

    [Fact]
    public async Task A_failed_operation_is_an_exception_with_the_services_words()
    {
        await using var service = await TestService.StartAsync();
        using var client = new ServiceManagementClient(PublishSettings.Read(service.Host.Folder.PublishSettingsFile).Single());
        await client.CreateServiceAsync(new CreateHostedService { ServiceName = "web", Label = "web", Location = "West US" }, Cancel);
        service.Agent.Broken.Add("web1");
        var id = await client.CreateDeploymentAsync("web", new Deployment
        {
            Name = "web",
            DeploymentSlot = "Production",
            Label = "d2Vi",
            RoleList = [new Role { RoleName = "web1", RoleType = "PersistentVMRole", RoleSize = "Small", OSVirtualHardDisk = new OSVirtualHardDisk { SourceImageName = "ilb-responder" } }],
        }, Cancel);
        var wait = () => client.WaitForOperationAsync(id, Cancel);
        var failure = (await wait.Should().ThrowAsync<ServiceManagementException>()).Which;
        failure.Message.Should().Contain("its command was not found");
        failure.OperationId.Should().Be(id);
    }

    [Fact]
    public async Task A_service_that_does_not_run_is_named()
    {
        await using var service = await TestService.StartAsync();
        var subscription = PublishSettings.Read(service.Host.Folder.PublishSettingsFile).Single();
        using var client = new ServiceManagementClient(new AzureSubscription(
            subscription.SubscriptionId, "x", new Uri("https://127.0.0.1:1"), subscription.Certificate, subscription.ServerCertificates));
        var call = () => client.GetLocationsAsync(Cancel);
        (await call.Should().ThrowAsync<ServiceManagementException>()).WithMessage("GET locations: https://127.0.0.1:1/ cannot be reached: *");
    }

    [Fact]
    public void Polling_starts_fast_and_slows_down_to_a_second() =>
        PollIntervals.All().Take(12).Select(t => (int)t.TotalMilliseconds).Should()
            .Equal(50, 75, 112, 168, 253, 379, 569, 854, 1000, 1000, 1000, 1000);

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
