using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AwesomeAssertions;
using Ilb.Contracts;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class IsolationTests
{
    [Fact]
    public async Task One_subscription_never_sees_what_belongs_to_another()
    {
        await using var service = await TestService.StartBalancedAsync();
        await service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.ConnectedNetwork);
        await service.MustAsync(HttpMethod.Post, TestService.MyGateway);
        var operation = (await service.SendAsync(HttpMethod.Put, "services/networking/media", Requests.ConnectedNetwork)).RequestId;
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=tenant", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var tenant = await service.Host.AddSubscriptionAsync("tenant", certificate);
        var client = service.NewClient(certificate);
        Task<Answer> Ask(string path, HttpMethod? method = null) => TestService.SendAsync(client, method ?? HttpMethod.Get, $"{tenant}/{path}");

        (await Ask("services/hostedservices")).As<HostedServiceList>().HostedServices.Should().BeEmpty();
        (await Ask("services/networking/virtualnetwork")).As<VirtualNetworkSiteList>().Sites.Should().BeEmpty();
        (await Ask("services/networking/media")).Outcome.Should().Be("404 ResourceNotFound");
        (await Ask(TestService.MyWebsite)).Outcome.Should().Be("404 ResourceNotFound");
        (await Ask(TestService.MyDeployment)).Outcome.Should().Be("404 ResourceNotFound");
        (await Ask(TestService.MyDeployment, HttpMethod.Delete)).Outcome.Should().Be("404 ResourceNotFound");
        (await Ask($"services/networking/operation/{operation}")).Outcome.Should().Be("404 ResourceNotFound");
        (await Ask(TestService.MyGateway)).Outcome.Should().Be("404 ResourceNotFound");
        (await Ask($"{TestService.MyGateway}/connection/hq/sharedkey")).Outcome.Should().Be("404 ResourceNotFound");
        (await Ask($"operations/{operation}")).Outcome.Should().Be("404 ResourceNotFound");
        (await Ask("ilb/status")).Body.Should().NotContain("web1").And.NotContain("MyWebsite1").And.NotContain("VNetUSWest");
        (await Ask("ilb/machines")).Body.Should().Be("[]");
        (await TestService.SendAsync(client, HttpMethod.Get, $"{service.Subscription}/locations")).Outcome.Should().Be("403 AuthenticationFailed");
    }

    [Fact]
    public async Task Passwords_are_neither_stored_nor_returned()
    {
        await using var service = await TestService.StartBalancedAsync();
        (await service.GetAsync(TestService.MyDeployment)).Body.Should().NotContain(Requests.Password);
        (await GrepAsync("web1", service.Host.Folder.Path)).Should().Be(0, "the search has to find what is there");
        (await GrepAsync(Requests.Password, service.Host.Folder.Path)).Should().Be(1);
    }

    /// <summary>Another process reads the files: closing them in this one would drop SQLite's locks.</summary>
    private static async Task<int> GrepAsync(string text, string folder)
    {
        using var grep = Process.Start("grep", ["-rqaF", text, folder]);
        await grep.WaitForExitAsync(TestContext.Current.CancellationToken);
        return grep.ExitCode;
    }
}
