using Ilb.ControlPlane.Operations;
using Ilb.Model.Projection;

namespace Ilb.ControlPlane.Store;

/// <summary>A store that remembers whether it last worked: what readiness tells.</summary>
internal sealed class WatchedStore(IStateStore store) : IStateStore
{
    private volatile string? _trouble;

    /// <summary>Why it last failed; null once it worked again. Reading does not mend it: a full disk can still be read.</summary>
    public string? Trouble => _trouble;

    public StoredState Load() => Watch(store.Load, mends: false);

    public void Commit(StoreChange change) => Watch(() => store.Commit(change));

    public void Save(IReadOnlyCollection<OperationRecord> operations) => Watch(() => store.Save(operations));

    public void Remember(EffectiveHealth health) => Watch(() => store.Remember(health));

    public void Forget(IReadOnlyCollection<string> operations) => Watch(() => store.Forget(operations));

    public long ReserveSnapshotRevisions(int count) => Watch(() => store.ReserveSnapshotRevisions(count), mends: true);

    public void Dispose() => store.Dispose();

    private void Watch(Action action) => Watch(
        () =>
        {
            action();
            return true;
        },
        mends: true);

    private T Watch<T>(Func<T> action, bool mends)
    {
        try
        {
            var result = action();
            if (mends)
                _trouble = null;
            return result;
        }
        catch (StoreException error)
        {
            _trouble = error.Message;
            throw;
        }
    }
}
