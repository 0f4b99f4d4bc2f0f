using Ilb.ControlPlane.Operations;

namespace Ilb.ControlPlane.Store;

/// <summary>The content of the store.</summary>
/// <param name="Revision">Counts accepted changes; 0 before the first.</param>
/// <param name="Documents">Key → JSON.</param>
public sealed record StoredState(
    long Revision, IReadOnlyDictionary<string, string> Documents, IReadOnlyList<OperationRecord> Operations);
