using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AwesomeAssertions;
using AwesomeAssertions.Execution;
using Ilb.Contracts;
using Ilb.ControlPlane.Api;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Every route there is, asked with the certificate of one subscription about what another one has.</summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private const string Nobody = "nobodys";

    /// <summary>What they make is the asker's own, whoever else has such names; and the audit log tells what it asked.</summary>
    private static readonly string[] OfOnesOwn = ["POST affinitygroups", "PUT services/networking/media", "POST certificates", "POST ilb/plans", "GET ilb/audit"];

    /// <summary>Names of cloud services are unique over all subscriptions, as they were parts of DNS names: the classic contract tells whether one is taken.</summary>
    private static readonly string[] Contract = ["POST services/hostedservices", "GET services/hostedservices/operations/isavailable/{service}"];

    private static readonly X509Certificate2 Certificate = TestCertificate.Of("CN=stranger");

    private readonly Dictionary<string, string> _theirs = new()
    {
        ["service"] = "MyWebsite1",
        ["deployment"] = "MyWebsite1",
        ["role"] = "web1",
        ["balancer"] = "MyILB",
        ["network"] = "VNetUSWest",
        ["site"] = "branch office",
        ["group"] = "theirgroup",
    };

    private readonly Dictionary<string, string> _nobodys = new()
    {
        ["service"] = Nobody + "1",
        ["deployment"] = Nobody + "1",
        ["role"] = Nobody + "2",
        ["balancer"] = Nobody + "3",
        ["network"] = Nobody + "4",
        ["site"] = Nobody + "5",
        ["group"] = Nobody + "6",
    };

    private TestService _service = null!;
    private HttpClient _client = null!;
    private Guid _stranger;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartBalancedAsync();
        await _service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.ConnectedNetwork);
        await _service.MustAsync(HttpMethod.Post, TestService.MyGateway);
        await _service.MustAsync(HttpMethod.Post, "affinitygroups", XmlDocuments.ToText(new CreateAffinityGroup { Name = "theirgroup", Label = "l", Location = "West US" }));
        _theirs["operation"] = (await _service.SendAsync(HttpMethod.Put, "services/networking/media", Requests.ConnectedNetwork)).RequestId;
        _theirs["plan"] = JsonDocument.Parse((await _service.SendAsync(HttpMethod.Post, "ilb/plans")).Body).RootElement.GetProperty("id").GetString()!;
        var package = TestPackage.Good();
        await PackageRequests.UploadAsync(_service, package);
        _theirs["package"] = PackageRequests.DigestOf(package);
        _theirs["thumbprint"] = _service.ManagementCertificate.Thumbprint;
        _theirs["tenant"] = _service.Subscription.ToString();
        foreach (var name in new[] { "operation", "plan" })
            _nobodys[name] = Guid.NewGuid().ToString("N");
        _nobodys["package"] = PackageRequests.DigestOf([1]);
        _nobodys["thumbprint"] = new string('A', 40);
        _nobodys["tenant"] = Guid.NewGuid().ToString();
        _stranger = await _service.Host.AddSubscriptionAsync("strangers", Certificate);
        _client = _service.NewClient(Certificate);
        await GiveTheStrangerSomethingAsync();
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task What_another_subscription_has_is_answered_as_what_nobody_has_and_stays_as_it_is()
    {
        var before = await StateAsync();
        using var all = new AssertionScope();
        foreach (var (method, pattern) in Routes().Concat(Asking).Where(route => !OfOnesOwn.Concat(Contract).Contains($"{route.Method} {route.Pattern}")))
        {
            var theirs = await AskAsync(method, pattern, _theirs);
            var nobodys = await AskAsync(method, pattern, _nobodys);
            theirs.Status.Should().NotBe(HttpStatusCode.InternalServerError, $"{method} {pattern}: {theirs.Body}");
            $"{theirs.Status} {Translated(theirs.Body)}".Should().Be($"{nobodys.Status} {Translated(nobodys.Body)}", $"{method} {pattern} tells no more of what is another's");
            Told(theirs.Body, Fill(pattern, _theirs) + Body($"{method} {pattern}", _theirs)).Should().BeEmpty($"{method} {pattern} shows nothing of another but what was asked");
            Told(nobodys.Body, Body($"{method} {pattern}", _nobodys) ?? "").Should().BeEmpty($"{method} {pattern} shows nothing of another");
        }

        (await StateAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task Of_a_cloud_service_s_name_another_learns_that_it_is_taken_and_nothing_else()
    {
        var conflict = await SendAsync("POST", $"{_stranger}/services/hostedservices", Requests.Service(_theirs["service"]));
        $"{conflict.Outcome}: {conflict.Message}".Should().Be(
            "409 ConflictError: The specified DNS name is already taken: choose another than 'MyWebsite1'. (NameInUse at CreateHostedService/ServiceName)");
        (await SendAsync("GET", $"{_stranger}/services/hostedservices/operations/isavailable/{_theirs["service"]}", null)).Body.Should().Be(
            "<AvailabilityResponse xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://schemas.microsoft.com/windowsazure\">"
            + "<Result>false</Result><Reason>The specified DNS name is already taken.</Reason></AvailabilityResponse>");
    }

    [Fact]
    public async Task A_certificate_is_answered_at_another_subscription_as_at_one_that_does_not_exist()
    {
        foreach (var (method, pattern) in Routes())
        {
            var theirs = await SendAsync(method, $"{_service.Subscription}/{Fill(pattern, _theirs)}", null);
            var nobodys = await SendAsync(method, $"{Guid.NewGuid()}/{Fill(pattern, _theirs)}", null);
            theirs.Outcome.Should().Be("403 AuthenticationFailed", $"{method} {pattern}");
            theirs.Body.Should().Be(nobodys.Body);
        }
    }

    /// <summary>Of the classic API.</summary>
    [Fact]
    public async Task Names_in_paths_are_found_in_whatever_case()
    {
        var names = new Dictionary<string, string>(_theirs) { ["slot"] = "Production", ["image"] = "ilb-responder" };
        foreach (var (method, pattern) in Routes().Where(route => route.Method == "GET" && route.Pattern.Contains('{', StringComparison.Ordinal) && !route.Pattern.StartsWith("ilb/", StringComparison.Ordinal)))
        {
            var lower = await _service.GetAsync(Fill(pattern, names.ToDictionary(name => name.Key, name => name.Value.ToLowerInvariant())));
            var upper = await _service.GetAsync(Fill(pattern, names.ToDictionary(name => name.Key, name => name.Value.ToUpperInvariant())));
            var asStored = await _service.GetAsync(Fill(pattern, names));
            $"{upper.Status} {upper.Body}".Should().Be($"{asStored.Status} {asStored.Body}", $"{method} {pattern}");
            $"{lower.Status} {lower.Body}".Should().Be($"{asStored.Status} {asStored.Body}", $"{method} {pattern}");
        }
    }

    /// <summary>Names in queries and bodies of ilb's own routes.</summary>
    private static IEnumerable<(string Method, string Pattern)> Asking =>
    [
        ("GET", "ilb/flows?vip={service}"), ("GET", "ilb/flows?backend={role}"), ("GET", "ilb/trace?from={role}&to={service}"), ("DELETE", "ilb/drains?machines={service}/{role}"),
        ("DELETE", "ilb/attachments?machine={role}"), ("GET", "services/hostedservices/{service}?embed-detail=true"),
        ("GET", "operations?StartTime=2000-01-01T00:00:00Z&EndTime=2100-01-01T00:00:00Z"),
    ];

    private static IEnumerable<(string Method, string Pattern)> Routes() => ApiRoutes.All;

    private Task<Answer> AskAsync(string method, string pattern, Dictionary<string, string> names) =>
        SendAsync(method, $"{_stranger}/{Fill(pattern, names)}", Body($"{method} {pattern}", names));

    private Task<Answer> SendAsync(string method, string path, string? body) => TestService.SendAsync(_client, new HttpMethod(method), path, body);

    private static string Fill(string pattern, Dictionary<string, string> names)
    {
        var path = names.Aggregate(pattern, (text, name) => text.Replace($"{{{name.Key}}}", Uri.EscapeDataString(name.Value), StringComparison.Ordinal));
        path = path.Replace("{slot}", "production", StringComparison.Ordinal).Replace("{image}", "ilb-responder", StringComparison.Ordinal).Replace("{account}", "account", StringComparison.Ordinal);
        return path.EndsWith("op=checkavailability", StringComparison.Ordinal) ? path + "&address=10.1.0.4" : path;
    }

    /// <summary>What would change it, were it the asker's.</summary>
    private static string? Body(string route, Dictionary<string, string> names) => route switch
    {
        "PUT affinitygroups/{group}" => XmlDocuments.ToText(new UpdateAffinityGroup { Label = "changed" }),
        "PUT services/hostedservices/{service}" => XmlDocuments.ToText(new UpdateHostedService { Label = "changed" }),
        "POST ilb/drains" => $$"""{"machines":["{{names["service"]}}/{{names["role"]}}"]}""",
        "POST ilb/attachments" => $$"""{"machine":"{{names["role"]}}","thisHost":true}""",
        "POST ilb/subscriptions" => $$"""{"name":"{{names["service"]}}","certificate":"{{Convert.ToBase64String(Certificate.RawData)}}"}""",
        _ when route.EndsWith("/gateway", StringComparison.Ordinal) && route.StartsWith("PATCH", StringComparison.Ordinal) => XmlDocuments.ToText(new UpdateGateway { Operation = "Reset" }),
        _ when route.EndsWith("/connection/{site}", StringComparison.Ordinal) => XmlDocuments.ToText(new UpdateConnection { Operation = "Disconnect" }),
        _ when route.EndsWith("/sharedkey", StringComparison.Ordinal) && route.StartsWith("POST", StringComparison.Ordinal) => XmlDocuments.ToText(new SharedKey { Value = "known" }),
        _ when route.EndsWith("/sharedkey", StringComparison.Ordinal) && route.StartsWith("PUT", StringComparison.Ordinal) => XmlDocuments.ToText(new ResetSharedKey { KeyLength = 32 }),
        _ when route.EndsWith("/ipsecparameters", StringComparison.Ordinal) && route.StartsWith("PATCH", StringComparison.Ordinal) => XmlDocuments.ToText(new IpsecParameters { SALifeTimeSeconds = 3600 }),
        _ when route.EndsWith("/deployments", StringComparison.Ordinal) && route.StartsWith("POST", StringComparison.Ordinal) => Requests.Deployment("another", "web9"),
        _ when route.EndsWith("comp=config", StringComparison.Ordinal) => XmlDocuments.ToText(new ChangeConfiguration { Configuration = TestPackage.Configuration(3) }),
        _ when route.EndsWith("comp=status", StringComparison.Ordinal) => XmlDocuments.ToText(new UpdateDeploymentStatus { Status = "Suspended" }),
        _ when route.EndsWith("comp=UpdateLbSet", StringComparison.Ordinal) => XmlDocuments.ToText(new LoadBalancedEndpointList { InputEndpoints = [Requests.Endpoint()] }),
        _ when route.EndsWith("/roles", StringComparison.Ordinal) => Requests.Role("web9"),
        _ when route.EndsWith("/roles/{role}", StringComparison.Ordinal) && route.StartsWith("PUT", StringComparison.Ordinal) => Requests.Role(names["role"]),
        _ when route.EndsWith("/roles/operations", StringComparison.Ordinal) =>
            XmlDocuments.ToText(new RolesOperation { OperationType = "ShutdownRolesOperation", Roles = [names["role"]], PostShutdownAction = "Stopped" }),
        _ when route.EndsWith("/operations", StringComparison.Ordinal) && route.StartsWith("POST", StringComparison.Ordinal) => Requests.Operation("ShutdownRoleOperation", "Stopped"),
        _ when route.EndsWith("/loadbalancers", StringComparison.Ordinal) || route.StartsWith("PUT", StringComparison.Ordinal) && route.EndsWith("{balancer}", StringComparison.Ordinal) => Requests.LoadBalancer(),
        _ when route.EndsWith("/deploymentslots/{slot}", StringComparison.Ordinal) && route.StartsWith("POST", StringComparison.Ordinal) =>
            PackageRequests.Create($"/somewhere/ilb/packages/{names["package"]}", 1),
        _ when route.EndsWith("packages/{package}", StringComparison.Ordinal) => "no such package",
        _ => null,
    };

    /// <summary>Their names replaced by those that nobody has.</summary>
    private string Translated(string body) => _theirs.Aggregate(body, (text, name) => text.Replace(name.Value, _nobodys[name.Key], StringComparison.OrdinalIgnoreCase));

    /// <summary>Names of theirs that an answer has and the request had not.</summary>
    private IEnumerable<string> Told(string answer, string asked) =>
        _theirs.Values.Concat(["web2", "intwebeplb"]).Where(name => answer.Contains(name, StringComparison.OrdinalIgnoreCase)
            && !asked.Contains(name, StringComparison.OrdinalIgnoreCase) && !asked.Contains(Uri.EscapeDataString(name), StringComparison.OrdinalIgnoreCase));

    /// <summary>So that lists of what there is are none of nothing.</summary>
    private async Task GiveTheStrangerSomethingAsync()
    {
        static string Own(string document) => document.Replace("VNetUSWest", "OwnNet", StringComparison.Ordinal).Replace("FrontEndSubnet", "OwnSubnet", StringComparison.Ordinal);
        await GiveAsync("PUT", "services/networking/media", Own(Requests.Network));
        await GiveAsync("POST", "services/hostedservices", Requests.Service("own"));
        await GiveAsync("POST", "services/hostedservices/own/deployments", Own(Requests.Deployment("own", "own1")));
    }

    private async Task GiveAsync(string method, string path, string body)
    {
        var answer = await SendAsync(method, $"{_stranger}/{path}", body);
        ((int)answer.Status).Should().BeLessThan(300, answer.Body);
        while (answer.Status == HttpStatusCode.Accepted
            && (await SendAsync("GET", $"{_stranger}/operations/{answer.RequestId}", null)).As<Operation>().Status == "InProgress")
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<string>> StateAsync()
    {
        string[] paths =
        [
            "services/hostedservices", $"{TestService.MyWebsite}?embed-detail=true", "services/networking/media", "services/networking/virtualnetwork", TestService.MyGateway,
            $"{TestService.MyGateway}/connection/hq/sharedkey", $"{TestService.MyGateway}/connection/hq/ipsecparameters", "affinitygroups", "certificates", "ilb/packages", "ilb/drains", "ilb/subscriptions",
        ];
        return [.. await Task.WhenAll(paths.Select(async path => $"{path}: {(await _service.GetAsync(path)).Body}"))];
    }
}
