using System.Net;
using System.Net.Sockets;

namespace Ilb.Checks;

/// <summary>An address and port can be bound.</summary>
internal static class ListenPort
{
    /// <param name="option">That names another one.</param>
    public static CheckResult Check(string name, IPEndPoint listen, string option)
    {
        try
        {
            using var listener = new TcpListener(listen);
            listener.Start();
            return CheckResult.Good(name, $"{listen} is free");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return CheckResult.Bad(name, $"{listen} is in use", $"'ss -ltnp sport = {listen.Port}' shows by whom; or give another with {option} ADDRESS:PORT");
        }
        catch (SocketException e)
        {
            return CheckResult.Bad(name, $"{listen} can't be bound: {e.Message}", $"give an address of this machine with {option} ADDRESS:PORT");
        }
    }
}
