using Ilb.ControlPlane.Operations;
using Ilb.Model.Documents;

namespace Ilb.ControlPlane.Store;

/// <summary>One accepted change: the documents that it changed and the operation that tells of it.</summary>
/// <param name="From">The revision it was made from.</param>
/// <param name="Documents">Without content: it is gone.</param>
/// <param name="Operation">Null for a change that is complete when stored.</param>
public sealed record StoreChange(long From, IReadOnlyList<StoredDocument> Documents, OperationRecord? Operation);
