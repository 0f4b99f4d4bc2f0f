using System.Globalization;
using System.Net.Sockets;

namespace Ilb.Serving;

/// <summary>Who started this program and wants to know how it does, as systemd does (sd_notify(3)); nobody, where no variable says so.</summary>
/// <param name="address">Of its socket: a path, or "@name" in the abstract space.</param>
/// <param name="patience">How long it waits for a sign of life; null: it asks for none.</param>
internal sealed class ServiceManager(string? address, TimeSpan? patience)
{
    private const string AddressVariable = "NOTIFY_SOCKET", PatienceVariable = "WATCHDOG_USEC", ProcessVariable = "WATCHDOG_PID";

    /// <summary>The one that the environment names. Programs that this one starts are no business of it.</summary>
    public static ServiceManager Find()
    {
        var address = Take(AddressVariable);
        var process = Take(ProcessVariable);
        var asked = long.TryParse(Take(PatienceVariable), CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
            && (process is null || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new ServiceManager(address, asked ? TimeSpan.FromMicroseconds(microseconds) : null);
    }

    public void TellReady() => Tell("READY=1");

    public void TellStopping() => Tell("STOPPING=1");

    /// <summary>Gives signs of life until cancelled, as long as <paramref name="isAlive"/> within its patience; it ends and starts anew what gives none.</summary>
    public async Task ReassureAsync(Func<TimeSpan, bool> isAlive, CancellationToken cancellation)
    {
        if (patience is not { } longest)
            return;
        using var timer = new PeriodicTimer(longest / 3);
        try
        {
            do
            {
                if (isAlive(longest))
                    Tell("WATCHDOG=1");
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
    }

    private static string? Take(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, null);
        return value;
    }

    /// <summary>Nobody there to hear it is no reason to stop serving.</summary>
    private void Tell(string state)
    {
        if (address is not { Length: > 1 })
            return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(System.Text.Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address));
        }
        catch (SocketException)
        {
        }
    }
}
