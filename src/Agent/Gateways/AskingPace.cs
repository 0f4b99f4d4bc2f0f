namespace Ilb.Agent.Gateways;

/// <summary>When charon is asked again: every time costs a process. Something that is not up, or that changed, is looked at every second.</summary>
internal sealed class AskingPace(TimeProvider time)
{
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(1), WhileSteady = TimeSpan.FromSeconds(5);

    private (object What, DateTimeOffset At)? _steady;

    /// <param name="what">That is asked about; another one is asked about at once.</param>
    public bool IsDue(object what) => _steady is not { } steady || !steady.What.Equals(what) || time.GetUtcNow() - steady.At >= WhileSteady;

    /// <param name="isSteady">All is as it shall be.</param>
    public void Note(object what, bool isSteady) => _steady = isSteady ? (what, time.GetUtcNow()) : null;
}
