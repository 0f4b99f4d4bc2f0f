using System.Net;

namespace Ilb.Model.Desired;

/// <summary>
/// The address that an internal load balancer had before it moved. Connections to it go on and new ones are refused; nobody else
/// gets it until the last of them ended.
/// </summary>
/// <param name="Subnet">Name of its subnet; null outside a virtual network.</param>
/// <param name="Until">When what is left of the connections ends: the idle timeout after the move.</param>
public sealed record RetiredVip(IPAddress Address, string? Subnet, DateTimeOffset Until)
{
    public override string ToString() => $"{Address} until {Until:HH:mm:ss}";
}
