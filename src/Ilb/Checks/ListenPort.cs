using System.Net;
using System.Net.Sockets;

namespace Ilb.Checks;

/// <summary>The API's address and port can be bound.</summary>
internal static class ListenPort
{
    public static CheckResult Check(IPEndPoint listen)
    {
        try
        {
            using var listener = new TcpListener(listen);
            listener.Start();
            return CheckResult.Good("port", $"{listen} is free");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return CheckResult.Bad("port", $"{listen} is in use", $"'ss -ltnp sport = {listen.Port}' shows by whom; or give another with --listen ADDRESS:PORT");
        }
        catch (SocketException e)
        {
            return CheckResult.Bad("port", $"{listen} can't be bound: {e.Message}", "give an address of this machine with --listen ADDRESS:PORT");
        }
    }
}
