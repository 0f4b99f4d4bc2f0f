using System.Net;
using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>Client and server joined by one veth pair: what the kernel gives when nothing is in between.</summary>
public sealed class BarePath : IPath
{
    public BarePath(Laboratory lab)
    {
        ArgumentNullException.ThrowIfNull(lab);
        Client = lab.NewPlace("bare-c");
        var server = lab.NewPlace("bare-s");
        Client.Join("eth0", server, "eth0");
        Client.AddAddress("eth0", "10.9.0.2/24");
        server.AddAddress("eth0", "10.9.0.3/24");
        Servers = [server];
    }

    public string Name => "bare veth pair";

    public Place Client { get; }

    public IPAddress Address { get; } = IPAddress.Parse("10.9.0.3");

    public IReadOnlyList<Place> Servers { get; }
}
