using Ilb.ControlPlane.Operations;
using Ilb.Model.Documents;

namespace Ilb.ControlPlane.Store;

/// <summary>The content of the store.</summary>
/// <param name="Revision">Counts accepted changes; 0 before the first.</param>
public sealed record StoredState(
    long Revision, IReadOnlyList<StoredDocument> Documents, IReadOnlyList<OperationRecord> Operations);
