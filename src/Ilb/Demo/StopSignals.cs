using System.Runtime.InteropServices;

namespace Ilb.Demo;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP (the terminal was closed), turned into cancellation: who made machines and namespaces removes them
/// before it ends.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int Hangup = 1, Interrupt = 2, Terminate = 15;
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals(CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, Hangup)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, Interrupt)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, Terminate)),
        ];
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>The first signal that came.</summary>
    public int Received { get; private set; } = Terminate;

    /// <summary>As a shell tells that a signal ended something.</summary>
    public int ExitCode => 128 + Received;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
            return;
        Received = signal;
        _stop.Cancel();
    }
}
