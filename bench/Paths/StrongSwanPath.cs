using System.Net;
using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>strongSwan alone: the network's gateway is a namespace that routes to the server's.</summary>
public sealed class StrongSwanPath : TunnelPath
{
    private readonly Place _gateway;
    private readonly Charon _charon;

    public StrongSwanPath(Laboratory lab)
        : base(lab, "strongSwan alone", "swan")
    {
        ArgumentNullException.ThrowIfNull(lab);
        var (near, far) = (TunnelEnds.OfSite.PublicAddress, TunnelEnds.OfNetwork.PublicAddress);
        _gateway = lab.NewPlace("swan-gw");
        _gateway.Run("sysctl", "-qw", "net.ipv4.ip_forward=1");
        _gateway.AddAddress("lo", $"{far}/32");
        Site.Join("wan", _gateway, "wan");
        Site.Run("ip", "route", "add", $"{far}", "dev", "wan", "src", $"{near}");
        _gateway.Run("ip", "route", "add", $"{near}", "dev", "wan", "src", $"{far}");
        var server = lab.NewPlace("swan-s");
        _gateway.Join("lan", server, "eth0");
        _gateway.AddAddress("lan", "10.9.0.1/24");
        server.AddAddress("eth0", $"{Address}/24");
        server.DefaultRoute("10.9.0.1");
        Servers = [server];
        _charon = new Charon(lab, _gateway, TunnelEnds.OfNetwork);
    }

    public override IPAddress Address { get; } = IPAddress.Parse("10.9.0.4");

    public override IReadOnlyList<Place> Servers { get; }

    protected override string NetworkGateway => _gateway.Path;

    public override void Connect() => _charon.Start();

    public override void Disconnect() => _charon.End();
}
