using System.Net;
using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>
/// A client of a site, the site's gateway with its strongSwan, a wire, the network's gateway, a server: the same up to the wire's end,
/// something else beyond.
/// </summary>
public abstract class TunnelPath : IPath
{
    private readonly Charon _siteCharon;

    protected TunnelPath(Laboratory lab, string name, string shortName)
    {
        ArgumentNullException.ThrowIfNull(lab);
        Name = name;
        Site = lab.NewPlace($"{shortName}-site");
        Site.Run("sysctl", "-qw", "net.ipv4.ip_forward=1");
        Site.AddAddress("lo", $"{TunnelEnds.OfSite.PublicAddress}/32");
        Client = lab.NewPlace($"{shortName}-c");
        Client.Join("eth0", Site, "lan");
        Client.AddAddress("eth0", "10.2.0.9/24");
        Site.AddAddress("lan", "10.2.0.1/24");
        Client.DefaultRoute("10.2.0.1");
        _siteCharon = new Charon(lab, Site, TunnelEnds.OfSite);
        _siteCharon.Start();
    }

    public string Name { get; }

    public Place Client { get; }

    public abstract IPAddress Address { get; }

    public abstract IReadOnlyList<Place> Servers { get; }

    /// <summary>Whose processes carry packets: both gateways.</summary>
    public IEnumerable<string> Gateways => [Site.Path, NetworkGateway];

    /// <summary>Where the site's strongSwan runs, and the other one is reached from.</summary>
    protected Place Site { get; }

    /// <summary>Namespace of the network's gateway.</summary>
    protected abstract string NetworkGateway { get; }

    /// <summary>The network's end of the tunnel is wanted; it may come when it can.</summary>
    public abstract void Connect();

    /// <summary>Until that end is gone.</summary>
    public abstract void Disconnect();

    /// <summary>The site's strongSwan dies without a word, and another one starts.</summary>
    public void ReplacePeer()
    {
        _siteCharon.Kill();
        _siteCharon.Start();
    }
}
