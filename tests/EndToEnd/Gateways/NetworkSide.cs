using System.Net;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.EndToEnd.Gateways;

/// <summary>A virtual network that is joined to another one by gateways: the entries of its half.</summary>
/// <param name="Slot">Of the network.</param>
/// <param name="Near">First two octets of its prefix.</param>
/// <param name="Public">Address of its gateway.</param>
internal sealed record NetworkSide(uint Slot, string Near, string Public)
{
    private const string Key = "AbcDef123";

    public NetworkEntry Network => TestHost.OneNetwork.Networks[0] with { Slot = new Slot(Slot, 1), Name = $"net{Slot}", AddressSpace = [Prefix], Subnets = [] };

    public Ipv4Prefix Prefix => Ipv4Prefix.Parse($"{Near}.0.0/16");

    public IPEndPoint Web => new(Address(4), 80);

    public IPEndPoint Vip => new(Address(100), 80);

    /// <summary>"web3" at 10.7.0.4 of network 3.</summary>
    public MachineEntry Machine(uint slot) => TestHost.Machine(slot, $"web{slot}", network: Slot) with
    {
        Address = Web.Address,
        Subnet = new Ipv4Prefix(Ipv4Prefix.ToNumber(Web.Address), 24),
    };

    public GatewayEntry Gateway(uint slot, NetworkSide other) => new(
        new Slot(slot, 1), Guid.Empty, Network.Name, Slot, 1, IPAddress.Parse($"{Near}.255.4"), Ipv4Prefix.Parse($"{Near}.255.0/27"),
        IPAddress.Parse(Public), [Prefix],
        [new TunnelEntry("the other", IPAddress.Parse(other.Public), [other.Prefix], IpsecPolicy.Default, true) { SharedKey = Key }]);

    /// <summary>The VIP in front of one machine.</summary>
    public SetEntry Set(uint machine) => new(
        new Slot(1, 1), Slot, Vip.Address, Protocol.Tcp, 80, "MyWebsite1/web", 251, Distribution.FiveTuple, TimeSpan.FromMinutes(4), false, null,
        [new BackendEntry(new Slot(1, 1), $"MyWebsite1/web{machine}/web", machine, Web.Address, 80, BackendState.Up, 100)]);

    private IPAddress Address(int last) => IPAddress.Parse($"{Near}.0.{last}");
}
