using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ilb.Agent.Probes;

/// <summary>One probe: a TCP connection, or an HTTP request that must be answered with 200.</summary>
public static class ProbeAttempt
{
    /// <summary>Null when it succeeded, else why not: "refused", "timed out", "status 503", "reset".</summary>
    /// <param name="socket">Bound already; closed when this returns.</param>
    public static async Task<string?> RunAsync(Socket socket, ProbeTarget target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(target);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(target.Probe.Patience);
        try
        {
            using (socket)
            {
                await socket.ConnectAsync(new IPEndPoint(target.Address, target.Probe.Port), patience.Token);
                return target.Probe.HttpPath is { } path ? await GetAsync(socket, target, path, patience.Token) : null;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "timed out";
        }
        catch (SocketException problem)
        {
            return Reason(problem.SocketErrorCode);
        }
    }

    private static async Task<string?> GetAsync(Socket socket, ProbeTarget target, string path, CancellationToken cancellation)
    {
        var slash = path.StartsWith('/') ? "" : "/";
        var request = string.Create(
            CultureInfo.InvariantCulture,
            $"GET {slash}{path} HTTP/1.1\r\nHost: {new IPEndPoint(target.Address, target.Probe.Port)}\r\nUser-Agent: ilb-probe\r\nConnection: close\r\n\r\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellation);
        return Judge(await StatusLineAsync(socket, cancellation));
    }

    private static async Task<string> StatusLineAsync(Socket socket, CancellationToken cancellation)
    {
        const int longestLine = 512;
        var buffer = new byte[longestLine];
        var length = 0;
        while (length < buffer.Length && !buffer.AsSpan(0, length).Contains((byte)'\n'))
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (received == 0)
                break;
            length += received;
        }

        return Encoding.ASCII.GetString(buffer, 0, length).Split('\n')[0].TrimEnd('\r');
    }

    /// <summary>"HTTP/1.1 200 OK" is the only good answer; redirects are failures, as in Azure.</summary>
    public static string? Judge(string statusLine)
    {
        ArgumentNullException.ThrowIfNull(statusLine);
        return statusLine.Split(' ') switch
        {
            [var version, "200", ..] when version.StartsWith("HTTP/", StringComparison.Ordinal) => null,
            [var version, { Length: 3 } status, ..] when version.StartsWith("HTTP/", StringComparison.Ordinal) => $"status {status}",
            [""] => "closed without an answer",
            _ => "no HTTP",
        };
    }

    private static string Reason(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "refused",
        SocketError.TimedOut => "timed out",
        SocketError.ConnectionReset or SocketError.Shutdown => "reset",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "unreachable",
        _ => error.ToString(),
    };
}
