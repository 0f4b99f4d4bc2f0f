namespace Ilb.Datapath.Upgrades;

/// <summary>How far a start has come that carries content over; tests end it there.</summary>
internal enum CarryStep
{
    /// <summary>Everything is copied; ports still run the programs before.</summary>
    Copied,

    /// <summary>Ports run programs that know of both tables.</summary>
    Switched,

    /// <summary>Ports run the usual programs; the pins still are two sets.</summary>
    Carried,
}
