using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Ilb.Datapath.Namespaces;

namespace Ilb.Bench.Lab;

/// <summary>A network namespace of the laboratory.</summary>
public sealed class Place(string name)
{
    public string Name { get; } = name;

    public string Path => $"/run/netns/{Name}";

    /// <summary>Runs a program inside to its end and gives its output.</summary>
    public string Run(string program, params IEnumerable<string> arguments) =>
        Command.Run("nsenter", [$"--net={Path}", "--", program, .. arguments]);

    public Process Start(string program, IEnumerable<string> arguments) =>
        Command.Start("nsenter", [$"--net={Path}", "--", program, .. arguments]);

    /// <summary>A TCP socket that belongs here; every thread may use it.</summary>
    public Socket NewSocket()
    {
        using var inside = NetworkNamespace.Open(Path);
        return inside.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
    }

    /// <summary>Joins two places by a veth pair of 1500 bytes MTU.</summary>
    public void Join(string device, Place other, string otherDevice)
    {
        ArgumentNullException.ThrowIfNull(other);
        Command.Run(
            "ip", "link", "add", device, "mtu", "1500", "netns", Name,
            "type", "veth", "peer", "name", otherDevice, "mtu", "1500", "netns", other.Name);
        Run("ip", "link", "set", device, "up");
        other.Run("ip", "link", "set", otherDevice, "up");
    }

    /// <summary>The interface index; "3: v1@if2: …" is what ip says.</summary>
    public int IndexOf(string device) =>
        int.Parse(Run("ip", "-o", "link", "show", "dev", device).Split(':')[0], CultureInfo.InvariantCulture);

    public void AddAddress(string device, string address) => Run("ip", "address", "add", address, "dev", device);

    public void DefaultRoute(string gateway) => Run("ip", "route", "add", "default", "via", gateway);

    public override string ToString() => Name;
}
