using System.Globalization;
using System.Net;
using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>A client and two servers, each with a veth pair to a router in the middle: where the peers of ilb work.</summary>
public abstract class Star : IPath
{
    /// <summary>Of the servers, in order.</summary>
    protected static readonly string[] ServerAddresses = ["10.9.1.2", "10.9.2.2"];

    protected Star(Laboratory lab, string name, string shortName)
    {
        ArgumentNullException.ThrowIfNull(lab);
        Name = name;
        Router = lab.NewPlace($"{shortName}-r");
        Router.Run("sysctl", "-qw", "net.ipv4.ip_forward=1");
        Client = Attach(lab, $"{shortName}-c", 0);
        Servers = [Attach(lab, $"{shortName}-s1", 1), Attach(lab, $"{shortName}-s2", 2)];
    }

    public string Name { get; }

    public Place Client { get; }

    public IPAddress Address { get; } = IPAddress.Parse("10.9.0.1");

    public IReadOnlyList<Place> Servers { get; }

    protected Place Router { get; }

    private Place Attach(Laboratory lab, string name, int number)
    {
        var place = lab.NewPlace(name);
        var device = string.Create(CultureInfo.InvariantCulture, $"v{number}");
        Router.Join(device, place, "eth0");
        Router.AddAddress(device, string.Create(CultureInfo.InvariantCulture, $"10.9.{number}.1/24"));
        place.AddAddress("eth0", string.Create(CultureInfo.InvariantCulture, $"10.9.{number}.2/24"));
        place.DefaultRoute(string.Create(CultureInfo.InvariantCulture, $"10.9.{number}.1"));
        return place;
    }
}
