namespace Ilb.ControlPlane.Store;

/// <summary>The store could not do its work: names the operation, the file and what the system said.</summary>
public sealed class StoreException(string operation, string store, Exception inner)
    : Exception($"Can't {operation} in {store}: {inner?.Message}", inner)
{
    public string Operation { get; } = operation;

    public string Store { get; } = store;
}
