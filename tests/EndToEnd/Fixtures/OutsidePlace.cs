using System.Net;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A network namespace that stands for everything outside. It has several addresses and sends whatever it has to the uplink.</summary>
internal sealed class OutsidePlace : IDisposable
{
    private readonly NetworkNamespace _namespace;
    private readonly RouteSocket _routes;

    public OutsidePlace()
    {
        Path = $"/run/ilb-outside-{Guid.NewGuid():N}";
        _namespace = NetworkNamespace.Create(Path);
        _routes = _namespace.Run(() =>
        {
            Sysctl.Write("net.ipv4.ping_group_range", "0 2147483647");
            return RouteSocket.Open();
        });
        _routes.SetUp("lo");
        Have(Address);
        Place = new MachinePlace(Path, "outside", Address);
    }

    public static IPAddress Address { get; } = IPAddress.Parse("198.51.100.7");

    public string Path { get; }

    public MachinePlace Place { get; }

    public void Have(IPAddress address) => _routes.AddAddress(_routes.Find("lo")!.Index, address, 32);

    public void Lose(IPAddress address) => _routes.RemoveAddress(_routes.Find("lo")!.Index, address, 32);

    /// <summary>Packets for every other address go to the uplink, too: those for private ones are what tests try.</summary>
    public void SendEverythingTo(IPAddress vip) =>
        _routes.AddDefaultRoute(_routes.List().Single(link => link.Name.StartsWith("ilb-", StringComparison.Ordinal)).Index, vip);

    public void Dispose()
    {
        Place.Dispose();
        _routes.Dispose();
        _namespace.Dispose();
        NetworkNamespace.Delete(Path);
    }
}
