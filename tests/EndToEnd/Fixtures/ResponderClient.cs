using System.Net;
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
                var server = new IPEndPoint(IPAddress.Parse(context.DnsEndPoint.Host), context.DnsEndPoint.Port);
                var socket = from.Tcp(server.AddressFamily);
                try
                {
                    await socket.ConnectAsync(server, cancellation);
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
