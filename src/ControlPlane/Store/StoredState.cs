using Ilb.ControlPlane.Operations;
using Ilb.Model.Documents;
using Ilb.Model.Projection;

namespace Ilb.ControlPlane.Store;

/// <summary>The content of the store.</summary>
/// <param name="Health">What was remembered last; null before the first time.</param>
/// <param name="Revision">Counts accepted changes; 0 before the first.</param>
public sealed record StoredState(
    long Revision, IReadOnlyList<StoredDocument> Documents, IReadOnlyList<OperationRecord> Operations, EffectiveHealth? Health);
