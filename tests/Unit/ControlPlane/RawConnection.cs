using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using AwesomeAssertions;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Connections to the service below HTTP, or below TLS, and what others notice of them.</summary>
internal static class RawConnection
{
    /// <summary>How long others wait at most; milliseconds, as a rule.</summary>
    private static readonly TimeSpan s_bearable = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Socket> ConnectAsync(TestService service, IPAddress from)
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

    public static async Task<SslStream> OpenAsync(TestService service)
    {
        var stream = new SslStream(new NetworkStream(await ConnectAsync(service, IPAddress.Loopback), ownsSocket: true));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(service.Host.Folder.ServerCertificateFile);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = [service.ManagementCertificate], CertificateChainPolicy = policy }, Cancellation);
        return stream;
    }

    public static async Task AnswersSoonAsync(TestService service) =>
        (await service.GetAsync("locations").WaitAsync(s_bearable, Cancellation)).Outcome.Should().Be("200");

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(50, patience.Token);
    }
}
