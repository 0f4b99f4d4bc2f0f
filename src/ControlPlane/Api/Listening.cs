using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace Ilb.ControlPlane.Api;

/// <summary>Begins to listen.</summary>
public static class Listening
{
    /// <exception cref="ListenException">The address can't be listened on; the application is disposed.</exception>
    public static async Task StartAsync(WebApplication application, IPEndPoint listen)
    {
        ArgumentNullException.ThrowIfNull(application);
        try
        {
            await application.StartAsync();
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await application.DisposeAsync();
            throw new ListenException(listen, "another process listens there", error);
        }
        catch (SocketException error)
        {
            await application.DisposeAsync();
            throw new ListenException(listen, error.Message, error);
        }
    }
}
