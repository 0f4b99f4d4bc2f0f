namespace Ilb.Agent.Gateways;

/// <summary>
/// What the charon of a gateway said last. Is it the same process and merely slow to answer, it is taken at its word for a while: its
/// tunnels do not go down since the machine is busy.
/// </summary>
internal sealed class LastAnswer(TimeProvider time)
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private (int Process, DateTimeOffset At, IReadOnlyList<SecurityAssociation> Said)? _last;

    /// <param name="process">Of the gateway; 0 when it does not run.</param>
    /// <param name="now">Null when it does not answer.</param>
    public IReadOnlyList<SecurityAssociation>? Or(int process, IReadOnlyList<SecurityAssociation>? now)
    {
        if (now is not null)
            _last = (process, time.GetUtcNow(), now);
        else if (_last is { } last && (last.Process != process || time.GetUtcNow() - last.At > GoodFor))
            _last = null;
        return _last?.Said;
    }
}
