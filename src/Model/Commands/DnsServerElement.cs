namespace Ilb.Model.Commands;

/// <summary>A DnsServer of the network configuration.</summary>
public sealed record DnsServerElement(string? Name, string? IPAddress);
