namespace Ilb.Model.Commands;

/// <summary>A Subnet of a VirtualNetworkSite; the API's schema has exactly one prefix in it.</summary>
public sealed record SubnetElement(string? Name, string? AddressPrefix);
