namespace Ilb.Model.Commands;

/// <summary>What became of a command: <see cref="Accepted"/> or <see cref="Refused"/>.</summary>
public abstract record Outcome;
