namespace Ilb.Agent;

/// <summary>What the operator named as the uplink can't be one; the message says why and what can.</summary>
public sealed class UplinkException(string message) : Exception(message);
