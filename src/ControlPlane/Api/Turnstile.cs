using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Api;

/// <summary>
/// Lets in so many connections, and so many of one address, before they cost a handshake: whoever holds thousands open and says nothing takes
/// places from himself. One too many is reset.
/// </summary>
internal sealed partial class Turnstile(ServiceLimits limits, TimeProvider clock, ILogger<Turnstile> log)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, int> _open = [];
    private int _all;
    private long _told = clock.GetTimestamp() - (long)(Quiet.TotalSeconds * clock.TimestampFrequency);

    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        var (all, own) = (Interlocked.Increment(ref _all), _open.AddOrUpdate(address, 1, (_, count) => count + 1));
        try
        {
            if (all <= limits.Connections && own <= limits.ConnectionsOfOne)
                await next(connection);
            else
                Refuse(connection, address, all, own);
        }
        finally
        {
            Interlocked.Decrement(ref _all);
            Leave(address);
        }
    }

    private void Refuse(ConnectionContext connection, IPAddress address, int all, int own)
    {
        connection.Abort(new ConnectionAbortedException("There are too many connections."));
        var told = Interlocked.Read(ref _told);
        if (clock.GetElapsedTime(told) >= Quiet && Interlocked.CompareExchange(ref _told, clock.GetTimestamp(), told) == told)
            LogRefused(log, address, own - 1, limits.ConnectionsOfOne, all - 1, limits.Connections);
    }

    /// <summary>An address without connections is forgotten.</summary>
    private void Leave(IPAddress address)
    {
        if (_open.AddOrUpdate(address, 0, (_, count) => count - 1) <= 0)
            ((ICollection<KeyValuePair<IPAddress, int>>)_open).Remove(new(address, 0));
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A connection from {Address} was refused: {Own} of {MostOfOne} that one address may have are open, and {All} of {Most} that there may be (--max-connections)")]
    private static partial void LogRefused(ILogger log, IPAddress address, int own, int mostOfOne, int all, int most);
}
