namespace Ilb.Bench.Lab;

/// <summary>Something of the laboratory could not be set up or measured; the message names the operation and the object.</summary>
public sealed class LabException(string operation, string detail) : Exception($"{operation}: {detail}");
