using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Identity;

/// <summary>Renews certificates before they end, and tells how long they are valid.</summary>
internal sealed partial class CertificateCare : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Installation _installation;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Task _loop;

    public CertificateCare(Installation installation, TimeProvider clock, Meter meter, ILogger<CertificateCare> log)
    {
        (_installation, _clock, _log) = (installation, clock, log);
        Measure(meter, Remaining);
        _loop = RunAsync(new PeriodicTimer(Pause, clock));
    }

    internal static void Measure(Meter meter, Func<IEnumerable<Measurement<double>>> remaining) => meter.CreateObservableGauge(
        "ilb.certificate.remaining", remaining, "s",
        "How long a certificate of the installation is still valid, below 0: it has ended; the server's is renewed thirty days before");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_stop.Token))
                    Renew();
            }
            catch (OperationCanceledException)
            {
                // The service ends.
            }
        }
    }

    private void Renew()
    {
        try
        {
            if (_installation.Renew(_clock.GetUtcNow()))
                LogRenewed(_log, _installation.Server.NotAfter);
        }
        catch (DataFolderException error)
        {
            LogFailed(_log, error);
        }
    }

    private IEnumerable<Measurement<double>> Remaining() => _installation.Ends.Select(end => new Measurement<double>(
        (end.Value - _clock.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>("certificate", end.Key)));

    [LoggerMessage(LogLevel.Warning, "The server's certificate was renewed and is valid until {End}; clients need not be told.")]
    private static partial void LogRenewed(ILogger log, DateTime end);

    [LoggerMessage(LogLevel.Error, "The server's certificate ends soon and can't be renewed; it is tried again in an hour")]
    private static partial void LogFailed(ILogger log, Exception error);
}
