using System.Net;

namespace Ilb.Model.Desired;

/// <summary>A name server that the network configuration declares and virtual networks refer to.</summary>
public sealed record DnsServer(string Name, IPAddress Address)
{
    public override string ToString() => $"{Name} {Address}";
}
