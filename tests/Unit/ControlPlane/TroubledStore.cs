using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Store;
using Ilb.Model.Projection;

namespace Ilb.Unit.ControlPlane;

/// <summary>A real store whose disk is full, or whose documents are damaged, when a test says so.</summary>
internal sealed class TroubledStore(IStateStore store) : IStateStore
{
    public bool DiskIsFull { get; set; }

    public bool IsDamaged { get; set; }

    /// <summary>Whether another process took over.</summary>
    public bool IsStale { get; set; }

    /// <summary>No write ends before this is set.</summary>
    public ManualResetEventSlim Held { get; } = new(initialState: true);

    public int Remembered { get; private set; }

    public StoredState Load()
    {
        var stored = store.Load();
        return IsDamaged ? stored with { Documents = [.. stored.Documents.Select(document => document with { Json = "{" })] } : stored;
    }

    public void Commit(StoreChange change) => Write(() =>
    {
        if (IsStale)
            throw new StaleRevisionException(1, 2);
        store.Commit(change);
    });

    public void Save(IReadOnlyCollection<OperationRecord> operations) => Write(() => store.Save(operations));

    public void Remember(EffectiveHealth health) => Write(() =>
    {
        store.Remember(health);
        Remembered++;
    });

    public void Forget(IReadOnlyCollection<string> operations) => Write(() => store.Forget(operations));

    public long ReserveSnapshotRevisions(int count) => store.ReserveSnapshotRevisions(count);

    public void Dispose()
    {
        store.Dispose();
        Held.Dispose();
    }

    private void Write(Action action)
    {
        Held.Wait();
        if (DiskIsFull)
            throw new StoreException("store a change", "/full/state.db", new IOException("no space left"));
        action();
    }
}
