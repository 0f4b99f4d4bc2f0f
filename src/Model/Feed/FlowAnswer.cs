namespace Ilb.Model.Feed;

/// <summary>What a node answers to a <see cref="FlowQuery"/>.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Newest">Of these as many as were asked for, the one with the latest packet first.</param>
public sealed record FlowAnswer(int Total, IReadOnlyList<Flow> Newest);
