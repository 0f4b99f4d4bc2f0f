using System.Net.Sockets;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>An HTTP client whose connections start in a machine.</summary>
internal static class ResponderClient
{
    public static HttpClient Of(MachinePlace from) => new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = from.Tcp();
                try
                {
                    await socket.ConnectAsync(System.Net.IPEndPoint.Parse($"{context.DnsEndPoint.Host}:{context.DnsEndPoint.Port}"), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
    {
        Timeout = TimeSpan.FromMinutes(5),
    };
}
