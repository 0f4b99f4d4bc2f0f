using Ilb.ControlPlane.Operations;
using Ilb.Model.Projection;

namespace Ilb.ControlPlane.Store;

/// <summary>
/// Keeps desired state and operations. One accepted change is one commit: all of it is on the disk when <see cref="Commit"/>
/// returns, or none of it ever. Used by one owner at a time; a second one loses the comparison of revisions.
/// </summary>
public interface IStateStore : IDisposable
{
    /// <summary>Everything that was committed.</summary>
    StoredState Load();

    /// <summary>Stores a change if the revision still is the one it was made from, and counts the revision up by one.</summary>
    /// <exception cref="StaleRevisionException">Somebody else committed in between; nothing was stored.</exception>
    void Commit(StoreChange change);

    /// <summary>Stores how operations go on, all of them or none; desired state and revision stay.</summary>
    void Save(IReadOnlyCollection<OperationRecord> operations);

    /// <summary>
    /// Stores what was judged of the backends, so that a restart does not take them for down until they are probed again. Observed
    /// state: it has no revision, and losing the last of it costs nothing but that.
    /// </summary>
    void Remember(EffectiveHealth health);

    /// <summary>Forgets operations; those that it does not know are none.</summary>
    /// <param name="operations">Their ids.</param>
    void Forget(IReadOnlyCollection<string> operations);

    /// <summary>
    /// Sets aside that many numbers for snapshot revisions and returns the first. Health steps count snapshots up without a
    /// commit; a block set aside beforehand lets the number grow across restarts without a write for each.
    /// </summary>
    long ReserveSnapshotRevisions(int count);
}
