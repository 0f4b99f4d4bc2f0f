namespace Ilb.ControlPlane.Health;

/// <summary>
/// Route flap damping (RFC 2439) of a backend: each time it goes down adds to a penalty of which half is forgotten every half-life. Above
/// one threshold the backend is held back, and below another it comes back. The numbers are those that routers begin with.
/// </summary>
internal sealed class FlapDamping
{
    public const double Reuse = 750;

    private const double PerFlap = 1_000, Suppress = 2_000, Forgotten = Reuse / 2;

    /// <summary>The penalty grows no further than that nobody is held back for longer than four half-lives.</summary>
    private const double Most = Reuse * 16;

    private double _penalty;
    private DateTimeOffset _at;

    /// <summary>Since it was last forgotten.</summary>
    public int Flaps { get; private set; }

    public bool IsHeld { get; private set; }

    public void Flap(DateTimeOffset now, TimeSpan halfLife)
    {
        if (halfLife == TimeSpan.Zero)
            return;
        if (!IsHeld && Penalty(now, halfLife) < Forgotten)
            Forget();
        _penalty = Math.Min(Penalty(now, halfLife) + PerFlap, Most);
        _at = now;
        Flaps++;
        IsHeld = IsHeld || _penalty > Suppress;
    }

    /// <summary>Lets it go whose time has come, or that is to be damped no more.</summary>
    public void Release(DateTimeOffset now, TimeSpan halfLife)
    {
        if (halfLife == TimeSpan.Zero || (IsHeld && now >= Until(halfLife)))
            Forget();
    }

    public double Penalty(DateTimeOffset now, TimeSpan halfLife) => halfLife == TimeSpan.Zero ? 0 : _penalty * Math.Pow(2, -((now - _at) / halfLife));

    /// <summary>When it comes back, unless it goes down again.</summary>
    public DateTimeOffset Until(TimeSpan halfLife) => _at + (halfLife * Math.Log2(_penalty / Reuse));

    public void Forget() => (_penalty, Flaps, IsHeld) = (0, 0, false);
}
