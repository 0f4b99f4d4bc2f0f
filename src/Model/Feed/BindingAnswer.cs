using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>What a node says of a binding before it is wanted.</summary>
/// <param name="Binding">The same, made exact.</param>
/// <param name="Trouble">Why it can't be made true, a sentence; null: it can.</param>
public sealed record BindingAnswer(Binding Binding, string? Trouble);
