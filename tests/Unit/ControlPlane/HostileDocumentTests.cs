using System.Net.Http.Headers;
using System.Text;
using AwesomeAssertions;
using Ilb.Contracts;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Documents that were made to hurt: refused, soon, with a sentence; and the service goes on.</summary>
public sealed class HostileDocumentTests
{
    private const string Start = """<CreateHostedService xmlns="http://schemas.microsoft.com/windowsazure">""", End = "</CreateHostedService>";
    private const string Plain = $"{Start}<ServiceName>hostile</ServiceName><Label>aG9zdGlsZQ==</Label><Location>West US</Location>{End}";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>What it is refused for: the limit that it meets, and no other one behind it.</summary>
    private static readonly Dictionary<string, (string Code, byte[] Document)> s_documents = new()
    {
        ["an entity bomb"] = (ProblemCodes.DtdNotAllowed, Utf8(Bomb(levels: 12))),
        ["an entity of a file"] = (ProblemCodes.DtdNotAllowed, Utf8($"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{Start}<ServiceName>&e;</ServiceName>{End}""")),
        ["an entity of another server"] = (ProblemCodes.DtdNotAllowed, Utf8($"""<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:1/e">]>{Start}<ServiceName>&e;</ServiceName>{End}""")),
        ["a parameter entity"] = (ProblemCodes.DtdNotAllowed, Utf8($"""<!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]>{Plain}""")),
        ["a document type elsewhere"] = (ProblemCodes.DtdNotAllowed, Utf8($"""<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">{Plain}""")),
        ["an entity that nobody defined"] = (ProblemCodes.MalformedXml, Utf8($"{Start}<ServiceName>&undefined;</ServiceName>{End}")),
        ["60,000 elements in each other"] = (ProblemCodes.TooDeep, Utf8(Start + Repeat("<a>", 60_000) + Repeat("</a>", 60_000) + End)),
        ["60,000 elements in each other that never end"] = (ProblemCodes.TooDeep, Utf8(Start + Repeat("<a>", 60_000))),
        ["60,000 elements beside each other"] = (ProblemCodes.UnknownElement, Utf8(Start + Repeat("<a/>", 60_000) + End)),
        ["70,000 elements beside each other"] = (ProblemCodes.TooLarge, Utf8(Start + Repeat("<a/>", 70_000) + End)),
        ["60,000 attributes"] = (ProblemCodes.TooLarge, Utf8($"<CreateHostedService {Many(60_000, i => $"a{i}=\"\"")}/>")),
        ["40,000 namespaces"] = (ProblemCodes.TooLarge, Utf8($"<CreateHostedService {Many(40_000, i => $"xmlns:n{i}=\"u{i}\"")}/>")),
        ["20,000 prefixes in each other's way"] = (ProblemCodes.TooLarge, Utf8($"<CreateHostedService {Many(20_000, i => $"xmlns:n{i}=\"u\"")} {Many(20_000, i => $"n{i}:a{i}=\"\"")}/>")),
        ["a name of a million letters"] = (ProblemCodes.UnexpectedRoot, Utf8($"<{Repeat("a", 1_000_000)}/>")),
        ["half a document"] = (ProblemCodes.MalformedXml, Utf8(Plain[..^20])),
        ["two documents"] = (ProblemCodes.MalformedXml, Utf8(Plain + Plain)),
        ["nothing but zeros"] = (ProblemCodes.MalformedXml, new byte[1 << 16]),
        ["a zero amid it"] = (ProblemCodes.MalformedXml, Utf8(Plain.Replace("hostile", "hos\0tile", StringComparison.Ordinal))),
        ["a character that XML does not have"] = (ProblemCodes.MalformedXml, Utf8(Plain.Replace("hostile", "hos&#x1;tile", StringComparison.Ordinal))),
        ["bytes that are no UTF-8"] = (ProblemCodes.MalformedXml, Encoding.Latin1.GetBytes(Plain.Replace("hostile", "h\u00e4", StringComparison.Ordinal))),
        ["half a character of UTF-8"] = (ProblemCodes.MalformedXml, [.. Utf8(Plain[..70]), 0xe2, 0x82]),
        ["UTF-8 that says it is UTF-16"] = (ProblemCodes.MalformedXml, Utf8($"""<?xml version="1.0" encoding="utf-16"?>{Plain}""")),
        ["UTF-7"] = (ProblemCodes.MalformedXml, Utf8($"""<?xml version="1.0" encoding="utf-7"?>{Plain.Replace("<", "+ADw-", StringComparison.Ordinal)}""")),
        ["an encoding that does not exist"] = (ProblemCodes.MalformedXml, Utf8($"""<?xml version="1.0" encoding="klingon"?>{Plain}""")),
        ["half a character of UTF-16"] = (ProblemCodes.MalformedXml, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plain)[..^1]]),
    };

    public static TheoryData<string> Names => [.. s_documents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Document_is_refused_soon_and_nothing_of_it_is_heard(string name)
    {
        var service = await Balanced.GetAsync();
        var (code, document) = s_documents[name];
        var answer = await SendAsync(service, document);
        answer.Outcome.Should().Be("400 InvalidXmlRequest", answer.Body[..Math.Min(answer.Body.Length, 500)]);
        answer.Message.Should().Contain($"({code})").And.NotContain("root:").And.HaveLength(Math.Min(answer.Message.Length, 10_000));
        (await service.GetAsync("services/hostedservices/hostile")).Outcome.Should().Be("404 ResourceNotFound");
    }

    /// <summary>What XML allows beside UTF-8 (XML 1.0, 4.3.3) is no harm.</summary>
    [Fact]
    public async Task Document_in_utf_16_is_read()
    {
        await using var service = await TestService.StartAsync();
        byte[] document = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plain)];
        (await SendAsync(service, document)).Outcome.Should().Be("201");
        (await service.GetAsync("services/hostedservices/hostile")).Outcome.Should().Be("200");
    }

    private static async Task<Answer> SendAsync(TestService service, byte[] document)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Soon);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{service.Subscription}/services/hostedservices");
        request.Headers.Add("x-ms-version", "2014-10-01");
        request.Content = new ByteArrayContent(document);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        using var response = await service.Client.SendAsync(request, patience.Token);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(patience.Token), "");
    }

    /// <summary>Ten times as long at each level.</summary>
    private static string Bomb(int levels)
    {
        var entities = Enumerable.Range(1, levels).Select(level => $"<!ENTITY e{level} \"{Repeat($"&e{level - 1};", 10)}\">");
        return $"<!DOCTYPE x [<!ENTITY e0 \"ha\">{string.Concat(entities)}]>{Start}<ServiceName>&e{levels};</ServiceName>{End}";
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Many(int times, Func<int, string> text) => string.Join(' ', Enumerable.Range(0, times).Select(text));
}
