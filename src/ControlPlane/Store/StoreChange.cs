using Ilb.ControlPlane.Operations;

namespace Ilb.ControlPlane.Store;

/// <summary>One accepted change: the documents that it changed and the operation that tells of it.</summary>
/// <param name="From">The revision it was made from.</param>
/// <param name="Documents">Key → JSON, or null for a document that is gone.</param>
/// <param name="Operation">Null for a change that is complete when stored.</param>
public sealed record StoreChange(long From, IReadOnlyDictionary<string, string?> Documents, OperationRecord? Operation);
