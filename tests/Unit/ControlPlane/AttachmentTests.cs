using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AwesomeAssertions;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>What machines are attached to, through the routes.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private const string Blue = """{"machine":"web1","namespace":"/run/netns/blue"}""";

    private readonly NodeView _node = new();
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _service.Host.SetNodeView(_node);
        await _service.PutNetworkAsync();
        await _service.MustAsync(HttpMethod.Post, "services/hostedservices", Requests.Service());
        var deployment = Requests.Deployment("MyWebsite1", "web1").Replace("ilb-responder", "attached", StringComparison.Ordinal);
        await _service.MustAsync(HttpMethod.Post, $"{TestService.MyWebsite}/deployments", deployment);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private Binding? Bound => _service.Host.Feed.Current.Machines.Single(machine => machine.Name == "web1").Binding;

    [Fact]
    public async Task A_binding_is_made_exact_by_the_node_stored_and_taken_back()
    {
        _node.Since = "17 boot";
        await _service.MustAsync(HttpMethod.Post, "ilb/attachments", """{"machine":"web1","process":4711}""");
        Bound.Should().Be(new Binding(BindingKind.Process, "4711") { Since = "17 boot" });
        (await _service.GetAsync("ilb/status")).Body.Should().Contain("\"attachedTo\":\"process 4711\"");
        var id = (await _service.SendAsync(HttpMethod.Delete, "ilb/attachments?machine=MyWebsite1/web1")).RequestId;
        var port = _service.Host.Feed.Current.Machines.Single().Port;
        _service.Host.Observer.Observe(new MachineObservation(DateTimeOffset.UtcNow, port, MachineStatus.Waiting, "to be attached"));
        (await _service.EndOfAsync(id)).Status.Should().Be("Succeeded");
        Bound.Should().BeNull();
        (await _service.GetAsync($"{TestService.MyDeployment}")).Body.Should().Contain("<InstanceStateDetails>to be attached</InstanceStateDetails>");
    }

    [Fact]
    public async Task What_the_node_can_not_do_is_refused_with_its_words_and_not_stored()
    {
        _node.Trouble = "there is no /run/netns/blue on this host.";
        var answer = await _service.SendAsync(HttpMethod.Post, "ilb/attachments", Blue);
        (answer.Status, answer.Message).Should().Be((HttpStatusCode.BadRequest, "MyWebsite1/web1 can't be attached: there is no /run/netns/blue on this host."));
        Bound.Should().BeNull();
    }

    [Fact]
    public async Task A_machine_that_can_not_be_attached_after_all_fails_the_operation()
    {
        _service.Agent.Broken.Add("web1");
        var operation = await _service.EndOfAsync((await _service.SendAsync(HttpMethod.Post, "ilb/attachments", Blue)).RequestId);
        operation.Status.Should().Be("Failed");
    }

    [Theory]
    [InlineData("", "The body is no attachment")]
    [InlineData("{\"machine\":\"web1\",\"netns\":\"/x\"}", "The body is no attachment")]
    [InlineData("{\"machine\":\"web1\"}", "just one thing")]
    [InlineData("{\"machine\":\"web1\",\"process\":1,\"thisHost\":true}", "just one thing")]
    public async Task A_request_that_is_none_says_what_is_wrong(string body, string message)
    {
        var answer = await _service.SendAsync(HttpMethod.Post, "ilb/attachments", body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Message.Should().Contain(message);
    }

    [Fact]
    public async Task No_tenant_says_what_of_the_host_a_machine_is_attached_to()
    {
        using var key = RSA.Create(2048);
        using var other = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var id = await _service.Host.AddSubscriptionAsync("other", other);
        var client = _service.NewClient(other);
        (await TestService.SendAsync(client, HttpMethod.Post, $"{id}/ilb/attachments", Blue)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await TestService.SendAsync(client, HttpMethod.Delete, $"{id}/ilb/attachments?machine=web1")).Status.Should().Be(HttpStatusCode.Forbidden);
        var plan = (await TestService.SendAsync(client, HttpMethod.Post, $"{id}/ilb/plans", "")).RequestId;
        (await TestService.SendAsync(client, HttpMethod.Post, $"{id}/ilb/plans/{plan}/ilb/attachments", Blue)).Status.Should().Be(HttpStatusCode.Forbidden);
        Bound.Should().BeNull();
    }

    [Fact]
    public async Task The_operator_attaches_a_tenant_s_machine_by_its_name_and_is_told_no_name_that_it_does_not_call()
    {
        using var other = TestCertificate.Of("CN=other");
        var client = _service.NewClient(other);
        var id = await _service.Host.AddSubscriptionAsync("other", other);
        async Task PutAsync(HttpMethod method, string path, string body) =>
            (await TestService.SendAsync(client, method, $"{id}/{path}", body)).Status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Accepted);
        await PutAsync(HttpMethod.Put, "services/networking/media", Requests.Network);
        await PutAsync(HttpMethod.Post, "services/hostedservices", Requests.Service("hidden"));
        await PutAsync(
            HttpMethod.Post, "services/hostedservices/hidden/deployments",
            Requests.Deployment("hidden", "web1", "secret").Replace("ilb-responder", "attached", StringComparison.Ordinal));

        Task<Answer> Detach(string name) => _service.SendAsync(HttpMethod.Delete, $"ilb/attachments?machine={name}");
        async Task<string> RefusalAsync(string name, string outcome)
        {
            var answers = (Attached: await _service.SendAsync(HttpMethod.Post, "ilb/attachments", $$"""{"machine":"{{name}}","namespace":"/run/netns/blue"}"""), Detached: await Detach(name));
            answers.Attached.Outcome.Should().Be(outcome);
            answers.Detached.Message.Should().Be(answers.Attached.Message);
            return answers.Attached.Message;
        }

        (await RefusalAsync("web9", "404 ResourceNotFound")).Should().Be("There is no machine 'web9'; in your subscription there are: MyWebsite1/web1.");
        (await RefusalAsync("web1", "400 BadRequest")).Should().Be("'web1' names several machines: say which one, as SERVICE/web1.");
        (await _service.SendAsync(HttpMethod.Post, "ilb/attachments", """{"machine":"secret","namespace":"/run/netns/blue"}""")).Outcome.Should().Be("202");
        (await Detach("hidden/secret")).Outcome.Should().Be("202");
    }

    private sealed class NodeView : INodeView
    {
        public string? Trouble { get; set; }

        public string? Since { get; set; }

        public BindingAnswer Examine(Slot machine, Binding binding) => new(binding with { Since = Since }, Trouble);

        public IReadOnlyDictionary<string, ulong> Verdicts() => new Dictionary<string, ulong>();

        public IReadOnlyDictionary<uint, int> FlowsPerBackend() => new Dictionary<uint, int>();

        public IReadOnlyDictionary<Slot, ulong> Denied(IEnumerable<Slot> frontends) => new Dictionary<Slot, ulong>();

        public IReadOnlyDictionary<Slot, ulong> OwnCalls(IEnumerable<Slot> backends) => new Dictionary<Slot, ulong>();

        public IReadOnlyList<MissingVip> MissingVips() => [];

        public IReadOnlyList<string> Limitations() => [];
    }
}
