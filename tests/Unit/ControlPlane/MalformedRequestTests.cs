using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AwesomeAssertions;
using Ilb.Contracts;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class MalformedRequestTests
{
    private const int Count = 1000;

    private static readonly string[] Codes = ["InvalidXmlRequest", "BadRequest", "ResourceNotFound", "ConflictError"];

    private static readonly (HttpMethod Method, string Path, string Document)[] Valid =
    [
        (HttpMethod.Put, "services/networking/media", Requests.Network),
        (HttpMethod.Post, "services/hostedservices", Requests.Service("another")),
        (HttpMethod.Post, "services/hostedservices/empty/deployments", Requests.Deployment("d", "m1", "m2")),
        (HttpMethod.Post, $"{TestService.MyDeployment}/roles", Requests.Role("web3")),
        (HttpMethod.Post, "affinitygroups", XmlDocuments.ToText(new CreateAffinityGroup { Name = "ag", Label = "l", Location = "West US" })),
        (HttpMethod.Put, $"{TestService.MyDeployment}/loadbalancers/MyILB", Requests.LoadBalancer(address: "10.1.0.99")),
        (HttpMethod.Post, $"{TestService.MyDeployment}?comp=UpdateLbSet",
            XmlDocuments.ToText(new LoadBalancedEndpointList { InputEndpoints = [Requests.Endpoint()] })),
        (HttpMethod.Post, $"{TestService.MyDeployment}/roleinstances/web1/operations",
            Requests.Operation("ShutdownRoleOperation", "StoppedDeallocated")),
    ];

    [Fact]
    public async Task A_thousand_malformed_requests_get_a_clear_4xx_and_change_nothing()
    {
        await using var service = await TestService.StartBalancedAsync();
        await service.MustAsync(HttpMethod.Post, "services/hostedservices", Requests.Service("empty"));
        var before = await StateAsync(service);
        var random = new Random(20140520);
        var mutation = new Mutation(random);
        for (var i = 0; i < Count; i++)
        {
            var (method, path, document) = Valid[random.Next(Valid.Length)];
            var (way, body) = mutation.Of(document);
            var answer = await SendAsync(service, method, path, body);
            ((int)answer.Status).Should().BeInRange(400, 499, "{0} #{1} {2} {3}: {4}", way, i, method, path, Encoding.Latin1.GetString(body, 0, Math.Min(body.Length, 2000)));
            Codes.Should().Contain(answer.Code, way);
            answer.Message.Should().NotBeEmpty(way);
        }

        (await StateAsync(service)).Should().Be(before);
    }

    [Fact]
    public async Task Several_mistakes_come_in_one_answer()
    {
        var service = await Balanced.GetAsync();
        var answer = await service.SendAsync(HttpMethod.Post, $"{TestService.MyDeployment}?comp=UpdateLbSet", """
            <LoadBalancedEndpointList xmlns="http://schemas.microsoft.com/windowsazure">
              <InputEndpoint><LocalPort>abc</LocalPort><Surprise/><Port>x</Port></InputEndpoint>
            </LoadBalancedEndpointList>
            """);
        answer.Outcome.Should().Be("400 InvalidXmlRequest");
        answer.Message.Split('\n').Should().HaveCount(3);
        answer.Message.Should().Contain("/LoadBalancedEndpointList/InputEndpoint[1]/LocalPort").And.Contain("Surprise").And.Contain("Port");
    }

    [Theory]
    [InlineData("services/hostedservices/%00")]
    [InlineData("services/hostedservices/..%2f..%2fetc")]
    [InlineData("services/hostedservices/%ff%fe")]
    [InlineData("services/hostedservices/<x>?embed-detail=%")]
    [InlineData("operations/%0d%0a")]
    public async Task Strange_paths_are_not_found(string path)
    {
        var service = await Balanced.GetAsync();
        ((int)(await service.GetAsync(path)).Status).Should().BeOneOf(400, 404);
    }

    [Fact]
    public async Task A_body_without_a_length_is_bounded_too()
    {
        var service = await Balanced.GetAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{service.Subscription}/services/hostedservices");
        request.Headers.Add("x-ms-version", "2014-10-01");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StreamContent(new MemoryStream(new byte[3 << 20]));
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<string> StateAsync(TestService service)
    {
        var status = await service.GetAsync("ilb/status");
        var revision = System.Text.Json.JsonDocument.Parse(status.Body).RootElement.GetProperty("revision").GetInt64();
        return revision + (await service.GetAsync(TestService.MyDeployment)).Body + (await service.GetAsync("services/networking/media")).Body;
    }

    private static async Task<Answer> SendAsync(TestService service, HttpMethod method, string path, byte[] body)
    {
        using var request = new HttpRequestMessage(method, $"{service.Subscription}/{path}");
        request.Headers.Add("x-ms-version", "2014-10-01");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "");
    }
}
