using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;

namespace Ilb.Bench.Lab;

/// <summary>A network namespace of the laboratory.</summary>
/// <param name="segments">Of its links, unless they say otherwise.</param>
public sealed class Place(string name, int segments)
{
    public string Name { get; } = name;

    /// <summary>Of the namespace; of another maker's it is not where `ip netns` keeps its own.</summary>
    public string Path { get; init; } = $"/run/netns/{name}";

    /// <summary>Runs a program inside to its end and gives its output.</summary>
    public string Run(string program, params IEnumerable<string> arguments) =>
        Command.Run("nsenter", [$"--net={Path}", "--", program, .. arguments]);

    public Process Start(string program, IEnumerable<string> arguments) =>
        Command.Start("nsenter", [$"--net={Path}", "--", program, .. arguments]);

    /// <summary>A TCP socket that belongs here; every thread may use it.</summary>
    public Socket NewSocket() => NewSocket(SocketType.Stream, ProtocolType.Tcp);

    public Socket NewDatagramSocket() => NewSocket(SocketType.Dgram, ProtocolType.Udp);

    /// <summary>Sends IPv4 packets as they are written, source included.</summary>
    public Socket NewRawSocket() => NewSocket(SocketType.Raw, (ProtocolType)255);

    /// <summary>So that it asks nobody for it.</summary>
    public void Know(IPAddress address, MacAddress mac) =>
        Run("ip", "neigh", "replace", address.ToString(), "lladdr", mac.ToString(), "dev", "eth0", "nud", "permanent");

    /// <summary>Joins two places by a veth pair of 1500 bytes MTU.</summary>
    public void Join(string device, Place other, string otherDevice) =>
        Join(new VethEnd(device, NewMac()), other, new VethEnd(otherDevice, NewMac()), new LinkSize(1500, segments));

    public void Join(VethEnd near, Place other, VethEnd far, LinkSize size)
    {
        ArgumentNullException.ThrowIfNull(near);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(far);
        using var otherNamespace = NetworkNamespace.Open(other.Path);
        using var here = Routes();
        using var there = other.Routes();
        here.CreateVeth(near, far, otherNamespace, size);
        here.SetUp(near.Name);
        there.SetUp(far.Name);
    }

    /// <summary>The interface index; "3: v1@if2: …" is what ip says.</summary>
    public int IndexOf(string device) =>
        int.Parse(Run("ip", "-o", "link", "show", "dev", device).Split(':')[0], CultureInfo.InvariantCulture);

    public void AddAddress(string device, string address) => Run("ip", "address", "add", address, "dev", device);

    public void DefaultRoute(string gateway) => Run("ip", "route", "add", "default", "via", gateway);

    public override string ToString() => Name;

    private static MacAddress NewMac() => MacAddress.From([2, .. RandomNumberGenerator.GetBytes(5)]);

    private Socket NewSocket(SocketType type, ProtocolType protocol)
    {
        using var inside = NetworkNamespace.Open(Path);
        return inside.Run(() => new Socket(AddressFamily.InterNetwork, type, protocol));
    }

    private RouteSocket Routes()
    {
        using var inside = NetworkNamespace.Open(Path);
        return inside.Run(RouteSocket.Open);
    }
}
