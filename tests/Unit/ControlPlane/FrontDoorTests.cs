using System.Net;
using System.Text;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Xunit;
using static Ilb.Unit.ControlPlane.RawConnection;

namespace Ilb.Unit.ControlPlane;

/// <summary>Those who take the service's time, memory and connections get little of each, and others do not notice.</summary>
public sealed class FrontDoorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The server below refuses it, with neither id nor document.</summary>
    [Theory]
    [InlineData("NONSENSE\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/3.0\r\n\r\n", "505")]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n", "414")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nx: {long}\r\n\r\n", "431")]
    public async Task What_is_no_http_is_refused_before_the_service_hears_of_it(string sent, string status)
    {
        var service = await Balanced.GetAsync();
        var answer = await AnswerAsync(service, sent.Replace("{long}", new string('x', 40_000), StringComparison.Ordinal));
        answer.Should().StartWith($"HTTP/1.1 {status} ").And.Contain("\r\nContent-Length: 0\r\n");
    }

    [Fact]
    public async Task Package_that_is_too_large_is_refused_before_it_is_sent()
    {
        var service = await Balanced.GetAsync();
        var head = $"PUT /{service.Subscription}/ilb/packages/{new string('a', 64)} HTTP/1.1\r\nHost: x\r\nx-ms-version: 2014-10-01\r\nContent-Length: {257 << 20}\r\n\r\n";
        (await AnswerAsync(service, head)).Should().StartWith("HTTP/1.1 413 ");
    }

    [Fact]
    public async Task Whoever_sends_slowly_is_cut_off_and_holds_up_nobody()
    {
        await using var service = await StartAsync(new ServiceLimits());
        var (head, body) = (SlowAsync(service, $"POST /{service.Subscription}/services/hostedservices HTTP/1.1\r\nHost: x\r\n"), SlowAsync(
            service, $"POST /{service.Subscription}/services/hostedservices HTTP/1.1\r\nHost: x\r\nx-ms-version: 2014-10-01\r\nContent-Length: 100000\r\n\r\n"));
        var slow = Task.WhenAll(head, body);
        var answered = 0;
        for (; !slow.IsCompleted; answered++)
        {
            await AnswersSoonAsync(service);
            await Task.Delay(50, Cancellation);
        }

        (await slow).Should().OnlyContain(sent => sent < 25, "nobody has half a minute to send a hundred bytes");
        answered.Should().BeGreaterThan(20);
    }

    [Fact]
    public async Task Body_of_a_hundred_megabytes_is_refused_without_being_read_to_its_end()
    {
        await using var service = await StartAsync(new ServiceLimits());
        const int whole = 100 << 20;
        (await SendMuchAsync(service, $"Content-Length: {whole}", whole)).Should().BeLessThan(whole / 2);
        (await SendMuchAsync(service, "Transfer-Encoding: chunked", whole)).Should().BeLessThan(whole / 2);
        (await service.GetAsync("locations")).Outcome.Should().Be("200");
    }

    [Fact]
    public async Task Largest_body_is_what_the_operator_says()
    {
        await using var service = await StartAsync(new ServiceLimits { BodyBytes = 2 << 20 });
        var document = Requests.Service().PadRight(2 << 20);
        (await service.SendAsync(HttpMethod.Post, "services/hostedservices", document)).Outcome.Should().Be("201");
        var refused = await service.SendAsync(HttpMethod.Post, "services/hostedservices", document + " ");
        refused.Outcome.Should().Be("413 BadRequest");
        refused.Message.Should().Contain($"{2 << 20}");
    }

    /// <summary>Of 32 requests' size at once: here of 64 KB each.</summary>
    [Fact]
    public async Task Bodies_that_one_subscription_sends_at_once_are_bounded_together()
    {
        await using var service = await StartAsync(new ServiceLimits { BodyBytes = 1 << 16 });
        var held = new List<Stream>();
        for (var i = 0; i < 40; i++)
        {
            held.Add(await OpenAsync(service));
            var head = $"POST /{service.Subscription}/services/hostedservices HTTP/1.1\r\nHost: x\r\nx-ms-version: 2014-10-01\r\nContent-Length: 65000\r\n\r\n";
            await held[^1].WriteAsync(Encoding.ASCII.GetBytes(head + new string(' ', 64_000)), Cancellation);
        }

        await UntilAsync(() => CreateAsync().GetAwaiter().GetResult() == "503 ServerBusy");
        (await service.GetAsync("locations")).Outcome.Should().Be("200", "it has no body");
        foreach (var stream in held)
            await stream.DisposeAsync();
        await UntilAsync(() => CreateAsync().GetAwaiter().GetResult() == "201");

        async Task<string> CreateAsync() => (await service.SendAsync(HttpMethod.Post, "services/hostedservices", Requests.Service().PadRight(60_000))).Outcome;
    }

    [Fact]
    public async Task Too_many_requests_of_one_certificate_are_refused_until_a_moment_later()
    {
        await using var service = await StartAsync(new ServiceLimits { RequestsPerSecond = 5 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.GetAsync("locations")));
        answers.Select(answer => answer.Outcome).Distinct().Should().BeEquivalentTo("200", "429 TooManyRequests");
        answers.Count(answer => answer.Outcome == "200").Should().BeGreaterThanOrEqualTo(10, "twice as many as a second has come at once");
        using var stranger = service.NewClient(null);
        (await TestService.SendAsync(stranger, HttpMethod.Get, $"{service.Subscription}/locations")).Outcome
            .Should().Be("403 AuthenticationFailed", "it is another's turn that was used up");
        using var refused = await UntilRefusedAsync(service);
        refused.Headers.RetryAfter?.Delta.Should().Be(TimeSpan.FromSeconds(1));
        await UntilAsync(() => service.GetAsync("locations").GetAwaiter().GetResult().Outcome == "200");
    }

    private static Task<TestService> StartAsync(ServiceLimits limits) => TestService.StartAsync(options => options with { Limits = limits });

    private static async Task<HttpResponseMessage> UntilRefusedAsync(TestService service)
    {
        for (var i = 0; ; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{service.Subscription}/locations");
            var response = await service.Client.SendAsync(request, Cancellation);
            if (response.StatusCode == HttpStatusCode.TooManyRequests || i == 1_000)
                return response;
            response.Dispose();
        }
    }

    /// <summary>The beginning of the answer to what is no whole request.</summary>
    private static async Task<string> AnswerAsync(TestService service, string sent)
    {
        await using var stream = await OpenAsync(service);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(sent), Cancellation);
        var answer = new byte[4096];
        var length = await stream.ReadAtLeastAsync(answer, 20, throwOnEndOfStream: false, Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        return Encoding.ASCII.GetString(answer, 0, length);
    }

    /// <summary>How many seconds it took until nothing more was taken, a byte a second.</summary>
    private static async Task<int> SlowAsync(TestService service, string beginning)
    {
        await using var stream = await OpenAsync(service);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), Cancellation);
        var closed = stream.ReadAsync(new byte[4096], Cancellation).AsTask();
        var seconds = 0;
        try
        {
            for (; seconds < 60 && !closed.IsCompleted; seconds++)
            {
                await stream.WriteAsync("a"u8.ToArray(), Cancellation);
                await Task.WhenAny(closed, Task.Delay(1000, Cancellation));
            }

            if (closed.IsCompleted)
                await closed;
        }
        catch (IOException)
        {
            // Reset.
        }

        return seconds;
    }

    /// <summary>How many bytes of the body were taken.</summary>
    private static async Task<int> SendMuchAsync(TestService service, string header, int bytes)
    {
        await using var stream = await OpenAsync(service);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /{service.Subscription}/services/hostedservices HTTP/1.1\r\nHost: x\r\nx-ms-version: 2014-10-01\r\n{header}\r\n\r\n"), Cancellation);
        byte[] chunk = [.. "10000\r\n"u8, .. new byte[1 << 16], .. "\r\n"u8];
        var sent = 0;
        try
        {
            for (; sent < bytes; sent += 1 << 16)
                await stream.WriteAsync(chunk, Cancellation);
        }
        catch (IOException)
        {
            // It was cut off.
        }

        return sent;
    }
}
