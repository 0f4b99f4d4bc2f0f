using System.Net;
using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>Client and server joined by one veth pair: what the kernel gives when nothing is in between.</summary>
public sealed class BarePath : IPath
{
    /// <param name="shortName">Of its namespaces, unique in the laboratory.</param>
    public BarePath(Laboratory lab, string shortName = "bare")
    {
        ArgumentNullException.ThrowIfNull(lab);
        Client = lab.NewPlace($"{shortName}-c");
        var server = lab.NewPlace($"{shortName}-s");
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
