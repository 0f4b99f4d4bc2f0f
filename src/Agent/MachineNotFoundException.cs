namespace Ilb.Agent;

/// <summary>The operator named a machine that is not here or does not run; the message says which are.</summary>
public sealed class MachineNotFoundException(string message) : Exception(message);
