using System.Net;
using System.Security.Cryptography.X509Certificates;
using AwesomeAssertions;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class AccessTests
{
    private const string Denied =
        "The server failed to authenticate the request. Verify that the certificate is valid and is associated with this subscription.";

    [Fact]
    public async Task Management_certificate_opens_its_subscription()
    {
        await using var service = await TestService.StartAsync();
        (await service.GetAsync("locations")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_answer_has_a_request_id_of_32_hex_digits()
    {
        await using var service = await TestService.StartAsync();
        (await service.GetAsync("locations")).RequestId.Should().MatchRegex("^[0-9a-f]{32}$");
        (await service.GetAsync("nothing")).RequestId.Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task No_certificate_opens_nothing_but_health()
    {
        await using var service = await TestService.StartAsync();
        var client = service.NewClient(null);
        var answer = await TestService.SendAsync(client, HttpMethod.Get, $"{service.Subscription}/locations");
        answer.Outcome.Should().Be("403 AuthenticationFailed");
        answer.Message.Should().Be(Denied);
        (await TestService.SendAsync(client, HttpMethod.Get, "healthz", version: null)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("of somebody else")]
    [InlineData("of the same name")]
    [InlineData("of the same key")]
    [InlineData("signed by the installation's authority")]
    [InlineData("ended")]
    [InlineData("not valid yet")]
    public async Task A_certificate_that_is_not_the_subscription_s_or_not_valid_is_answered_as_if_there_were_no_subscription(string what)
    {
        await using var service = await TestService.StartAsync();
        using var management = service.ManagementCertificate.GetRSAPrivateKey()!;
        using var authority = X509Certificate2.CreateFromPemFile(service.Host.Folder.PathOf("ca.pem"));
        using var shown = what switch
        {
            "of the same name" => TestCertificate.Of(service.ManagementCertificate.Subject),
            "of the same key" => TestCertificate.Of(service.ManagementCertificate.Subject, management),
            "ended" => TestCertificate.Of("CN=former", -2, -1),
            "not valid yet" => TestCertificate.Of("CN=later", 1, 2),
            _ when what.StartsWith("signed", StringComparison.Ordinal) => TestCertificate.SignedBy(authority, service.ManagementCertificate.Subject),
            _ => TestCertificate.Of("CN=stranger"),
        };
        var subscription = what is "ended" or "not valid yet" ? await service.Host.AddSubscriptionAsync("theirs", shown) : service.Subscription;
        var client = service.NewClient(shown);
        var answer = await TestService.SendAsync(client, HttpMethod.Get, $"{subscription}/locations");
        answer.Outcome.Should().Be("403 AuthenticationFailed");
        answer.Body.Should().Be((await TestService.SendAsync(client, HttpMethod.Get, $"{Guid.NewGuid()}/locations")).Body);
    }

    [Fact]
    public async Task A_certificate_opens_no_other_subscription()
    {
        await using var service = await TestService.StartAsync();
        (await TestService.SendAsync(service.Client, HttpMethod.Get, $"{Guid.NewGuid()}/locations")).Outcome
            .Should().Be("403 AuthenticationFailed");
        (await TestService.SendAsync(service.Client, HttpMethod.Get, "locations")).Outcome.Should().Be("403 AuthenticationFailed");
        (await TestService.SendAsync(service.Client, HttpMethod.Get, "")).Outcome.Should().Be("403 AuthenticationFailed");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2012-02-29")]
    [InlineData("2014-13-01")]
    [InlineData("latest")]
    public async Task A_version_header_from_2012_03_01_on_is_required(string? version)
    {
        await using var service = await TestService.StartAsync();
        (await TestService.SendAsync(service.Client, HttpMethod.Get, $"{service.Subscription}/locations", version: version)).Outcome
            .Should().Be("400 MissingOrIncorrectVersionHeader");
    }

    [Theory]
    [InlineData("2012-03-01")]
    [InlineData("2017-01-01")]
    [InlineData("2100-12-31")]
    public async Task Every_version_from_2012_03_01_on_is_taken(string version)
    {
        await using var service = await TestService.StartAsync();
        (await TestService.SendAsync(service.Client, HttpMethod.Get, $"{service.Subscription}/locations", version: version)).Outcome.Should().Be("200");
    }

    [Fact]
    public async Task Paths_ignore_case_and_trailing_slashes()
    {
        await using var service = await TestService.StartAsync();
        (await service.GetAsync("LOCATIONS/")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unknown_paths_and_verbs_have_errors_of_their_own()
    {
        await using var service = await TestService.StartAsync();
        (await service.GetAsync("services/nothing")).Outcome.Should().Be("404 ResourceNotFound");
        (await service.SendAsync(HttpMethod.Patch, "locations")).Outcome.Should().Be("400 InvalidHttpVerb");
    }
}
