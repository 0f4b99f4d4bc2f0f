using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// Renews certificates before they end, and tells how long they are valid. Whatever goes wrong is told and tried again at the next
/// turn: nothing of it may end the care, without which all clients are shut out one day.
/// </summary>
internal sealed partial class CertificateCare : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Installation _installation;
    private readonly TimeProvider _clock;
    private readonly Action _publish;
    private readonly ILogger _log;
    private readonly Task _loop;

    /// <summary>When the authority ends that the publish settings hand out.</summary>
    private DateTimeOffset _handedOut;

    /// <param name="publish">Writes the publish settings with the authority as it is.</param>
    public CertificateCare(Installation installation, TimeProvider clock, Meter meter, Action publish, ILogger<CertificateCare> log)
    {
        (_installation, _clock, _publish, _log) = (installation, clock, publish, log);
        _handedOut = AuthorityEnds;
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

    private DateTimeOffset AuthorityEnds => _installation.Ends["authority"];

    private void Renew()
    {
        try
        {
            var isRenewed = _installation.Renew(_clock.GetUtcNow());
            if (AuthorityEnds != _handedOut)
                HandOut();
            else if (isRenewed)
                LogRenewed(_log, _installation.Server.NotAfter);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(_log, error);
        }
    }

    private void HandOut()
    {
        _publish();
        LogAuthorityRenewed(_log, AuthorityEnds, _handedOut);
        _handedOut = AuthorityEnds;
    }

    private IEnumerable<Measurement<double>> Remaining() => _installation.Ends.Select(end => new Measurement<double>(
        (end.Value - _clock.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>("certificate", end.Key)));

    [LoggerMessage(LogLevel.Warning, "The server's certificate was renewed and is valid until {End}; clients need not be told.")]
    private static partial void LogRenewed(ILogger log, DateTime end);

    [LoggerMessage(LogLevel.Warning, "The certificate authority was renewed with its key and is valid until {End}. Clients that trust the former go on until {FormerEnd}: give them the new ilb.publishsettings by then.")]
    private static partial void LogAuthorityRenewed(ILogger log, DateTimeOffset end, DateTimeOffset formerEnd);

    [LoggerMessage(LogLevel.Error, "A certificate ends soon and can't be renewed; it is tried again in an hour")]
    private static partial void LogFailed(ILogger log, Exception error);
}
