namespace Ilb.Model.Commands;

/// <summary>PATCH gateway/connection/ipsecparameters; null and zero leave what is.</summary>
public sealed record SetIpsecParameters(
    Guid Subscription,
    string Network,
    string Site,
    string? EncryptionType,
    string? PfsGroup,
    int? KeyKilobytes,
    int? KeyLifetimeSeconds,
    string? HashAlgorithm,
    string? Proposals) : ConnectionCommand(Subscription, Network, Site);
