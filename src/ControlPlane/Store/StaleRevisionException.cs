namespace Ilb.ControlPlane.Store;

/// <summary>A change was made from a revision that is no longer the current one.</summary>
public sealed class StaleRevisionException(long from, long current)
    : Exception($"The change was made from revision {from}, but the store is at {current}.")
{
    public long From { get; } = from;

    public long Current { get; } = current;
}
