using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Those who take the service's time, memory and connections get little of each, and others do not notice.</summary>
public sealed class FrontDoorTests
{
    private static readonly IPAddress s_stranger = IPAddress.Parse("127.0.0.2");

    /// <summary>How long others wait at most; milliseconds, as a rule.</summary>
    private static readonly TimeSpan s_bearable = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Thousands_of_connections_that_say_nothing_keep_nobody_out()
    {
        await using var service = await StartAsync(new ServiceLimits { Connections = 2_000 });
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < 3_000; i++)
            {
                if (await SilentAsync(service) is { } socket)
                    silent.Add(socket);
                if (i % 300 == 0)
                    await AnswersSoonAsync(service);
            }

            await UntilAsync(() => silent.Count(IsOpen) <= 500);
            silent.Count(IsOpen).Should().Be(500, "a quarter of all may come from one address");
            (await AnotherAsync(service)).Should().Be("200", "there is room for others");
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }

        await UntilAsync(() => !RefusesAsync(service).GetAwaiter().GetResult());
    }

    [Fact]
    public async Task All_together_have_no_more_connections_than_the_operator_says()
    {
        const int most = 16, addresses = 10, each = 3;
        await using var service = await StartAsync(new ServiceLimits { Connections = most });
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < addresses * each; i++)
            {
                if (await SilentAsync(service, IPAddress.Parse($"127.0.1.{1 + i % addresses}")) is { } socket)
                    silent.Add(socket);
            }

            await UntilAsync(() => silent.Count(IsOpen) <= most);
            silent.Count(IsOpen).Should().BeInRange(most - 1, most, "the test's own may be one of them");
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Whoever_says_nothing_at_all_is_cut_off()
    {
        await using var service = await StartAsync(new ServiceLimits());
        using var silent = await ConnectAsync(service, s_stranger);
        silent.Poll(TimeSpan.FromSeconds(25), SelectMode.SelectRead).Should().BeTrue("a handshake takes no half minute");
    }

    /// <summary>The server refuses before the service hears of it.</summary>
    [Theory]
    [InlineData("NONSENSE\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("GET / HTTP/3.0\r\n\r\n", "505")]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n", "414")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nx: {long}\r\n\r\n", "431")]
    public async Task What_is_no_http_is_refused_with_the_id_of_a_request(string sent, string status)
    {
        var service = await Balanced.GetAsync();
        await using var stream = await OpenAsync(service);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(sent.Replace("{long}", new string('x', 40_000), StringComparison.Ordinal)), Cancellation);
        var answer = new byte[4096];
        var length = await stream.ReadAtLeastAsync(answer, 20, throwOnEndOfStream: false, Cancellation);
        Encoding.ASCII.GetString(answer, 0, length).Should().StartWith($"HTTP/1.1 {status} ").And.MatchRegex("\r\nx-ms-request-id: [0-9a-f]{32}\r\n");
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

    private static async Task<Socket> ConnectAsync(TestService service, IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(service.Host.Endpoint, Cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task AnswersSoonAsync(TestService service) =>
        (await service.GetAsync("locations").WaitAsync(s_bearable, Cancellation)).Outcome.Should().Be("200");

    private static bool IsOpen(Socket socket) => !socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Null: it was reset before anybody noticed that it was there.</summary>
    private static async Task<Socket?> SilentAsync(TestService service, IPAddress? from = null)
    {
        try
        {
            return await ConnectAsync(service, from ?? s_stranger);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return null;
        }
    }

    private static async Task<bool> RefusesAsync(TestService service)
    {
        using var socket = await SilentAsync(service);
        return socket?.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectRead) ?? true;
    }

    /// <summary>A connection of its own.</summary>
    private static async Task<string> AnotherAsync(TestService service)
    {
        using var client = service.NewClient(service.ManagementCertificate);
        return (await TestService.SendAsync(client, HttpMethod.Get, $"{service.Subscription}/locations")).Outcome;
    }

    private static async Task<SslStream> OpenAsync(TestService service)
    {
        var stream = new SslStream(new NetworkStream(await ConnectAsync(service, IPAddress.Loopback), ownsSocket: true));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(service.Host.Folder.ServerCertificateFile);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = [service.ManagementCertificate], CertificateChainPolicy = policy }, Cancellation);
        return stream;
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

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(50, patience.Token);
    }
}
