namespace Ilb.ControlPlane.Health;

/// <summary>The share of its weight that a backend has which began to take flows: it grows in ten steps, the last of which is all of it.</summary>
/// <param name="serves">It takes flows already, as before the process began.</param>
internal sealed class SlowStart(bool serves)
{
    private const int Steps = 10, Whole = 100;

    private bool _serves = serves;
    private DateTimeOffset? _since;

    /// <param name="window">How long it grows; zero: not at all, nor later where that is changed.</param>
    public void Follow(bool serves, DateTimeOffset now, TimeSpan window)
    {
        if (serves != _serves)
            _since = now;
        if (!serves || window == TimeSpan.Zero)
            _since = null;
        _serves = serves;
    }

    /// <summary>In percent.</summary>
    public int Share(DateTimeOffset now, TimeSpan window) => Step(now, window) is { } step ? Whole / Steps * step : Whole;

    /// <summary>When the share is another; null: it is whole.</summary>
    public DateTimeOffset? Next(DateTimeOffset now, TimeSpan window) => Step(now, window) is { } step ? _since + (window / Steps * step) : null;

    /// <summary>When it is whole.</summary>
    public DateTimeOffset? End(TimeSpan window) => _since + (window / Steps * (Steps - 1));

    /// <summary>1 to 9, or null.</summary>
    private int? Step(DateTimeOffset now, TimeSpan window)
    {
        if (_since is not { } since || window == TimeSpan.Zero)
            return null;
        var step = (int)Math.Floor((now - since) / (window / Steps)) + 1;
        return step < Steps ? step : null;
    }
}
