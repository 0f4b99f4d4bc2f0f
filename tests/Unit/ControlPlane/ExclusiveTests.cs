using System.Net;
using AwesomeAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>`ilb serve --exclusive`: an operation holds its cloud service until it ends.</summary>
public sealed class ExclusiveTests
{
    private const string Web1 = $"{TestService.MyDeployment}/roleinstances/web1/Operations", Web2 = $"{TestService.MyDeployment}/roleinstances/web2/Operations";

    public static TheoryData<string, string, string?> Changes() => new()
    {
        { "POST", Web1, Requests.Operation("StartRoleOperation") },
        { "POST", Web2, Requests.Operation("ShutdownRoleOperation") },
        { "POST", "services/hostedservices/MYWEBSITE1/deployments/mywebsite1/roles", Requests.Role("web3") },
        { "POST", $"{TestService.MyDeployment}/loadbalancers", Requests.LoadBalancer() },
        { "PUT", TestService.MyWebsite, Ilb.Contracts.XmlDocuments.ToText(new Ilb.Contracts.UpdateHostedService { Label = "other" }) },
        { "DELETE", TestService.MyDeployment, null },
        { "DELETE", $"{TestService.MyWebsite}?comp=media", null },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Change_of_a_cloud_service_that_an_operation_holds_is_refused_and_names_the_operation(string method, string path, string? body)
    {
        await using var service = await StartAsync();
        var holder = await HoldAsync(service);
        var refused = await service.SendAsync(new HttpMethod(method), path, body);
        refused.Outcome.Should().Be("409 ConflictError");
        refused.Message.Should().Match($"*x-ms-requestid {holder} on this deployment that requires exclusive access. Shut down role MyWebsite1/web1 has not ended*");
    }

    [Fact]
    public async Task Other_cloud_services_networks_and_what_only_reads_go_on()
    {
        await using var service = await StartAsync();
        await HoldAsync(service);
        (await service.SendAsync(HttpMethod.Post, "services/hostedservices", Requests.Service("another"))).Status.Should().Be(HttpStatusCode.Created);
        (await service.SendAsync(HttpMethod.Post, "services/hostedservices/another/deployments", Requests.Deployment("another", "db1"))).Status.Should().Be(HttpStatusCode.Accepted);
        (await service.SendAsync(HttpMethod.Put, "services/networking/media", Requests.Network)).Status.Should().Be(HttpStatusCode.Accepted);
        (await service.GetAsync(TestService.MyDeployment)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Operation_that_ended_holds_nothing()
    {
        await using var service = await StartAsync();
        var holder = await HoldAsync(service);
        service.Agent.IsSilent = false;
        (await service.EndOfAsync(holder)).Status.Should().Be("Succeeded");
        await service.MustAsync(HttpMethod.Post, Web1, Requests.Operation("StartRoleOperation"));
    }

    [Fact]
    public async Task Operation_that_failed_holds_nothing()
    {
        await using var service = await StartAsync();
        service.Agent.IsSilent = true;
        var holder = (await service.SendAsync(HttpMethod.Post, Web1, Requests.Operation("RestartRoleOperation"))).RequestId;
        (await service.SendAsync(HttpMethod.Post, Web2, Requests.Operation("ShutdownRoleOperation"))).Outcome.Should().Be("409 ConflictError");
        service.Agent.Broken.Add("web1");
        service.Agent.IsSilent = false;
        (await service.EndOfAsync(holder)).Status.Should().Be("Failed");
        await service.MustAsync(HttpMethod.Post, Web2, Requests.Operation("ShutdownRoleOperation"));
    }

    [Fact]
    public async Task Operation_whose_time_is_up_has_failed_and_holds_nothing()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var service = await TestService.StartWithMachinesAsync(options => options with { IsExclusive = true, Clock = clock });
        var holder = await HoldAsync(service);
        clock.Advance(TimeSpan.FromSeconds(121));
        var ended = await service.EndOfAsync(holder);
        (ended.Status, ended.HttpStatusCode, ended.Error!.Code).Should().Be(("Failed", 500, "OperationTimedOut"));
        ended.Error.Message.Should().Match("Not finished after 120 s: the agent did not report that the change is in the kernel; MyWebsite1/web1 is running.*goes on.");
        (await service.SendAsync(HttpMethod.Post, Web1, Requests.Operation("StartRoleOperation"))).Outcome.Should().Be("202");
    }

    [Fact]
    public async Task Without_the_option_the_later_operation_wins()
    {
        await using var service = await StartAsync(isExclusive: false);
        var former = await HoldAsync(service);
        (await service.SendAsync(HttpMethod.Post, Web1, Requests.Operation("StartRoleOperation"))).Status.Should().Be(HttpStatusCode.Accepted);
        (await service.EndOfAsync(former)).Error!.Message.Should().Be("A later operation wants MyWebsite1/web1 to run.");
    }

    private static Task<TestService> StartAsync(bool isExclusive = true) =>
        TestService.StartWithMachinesAsync(options => options with { IsExclusive = isExclusive });

    /// <returns>The id of an operation that does not end: nobody tells what became of it.</returns>
    private static async Task<string> HoldAsync(TestService service)
    {
        service.Agent.IsSilent = true;
        return (await service.SendAsync(HttpMethod.Post, Web1, Requests.Operation("ShutdownRoleOperation"))).RequestId;
    }
}
