using System.Globalization;
using Ilb.Bench.Lab;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Paths;

/// <summary>Machines as the agent makes them: a namespace each, with a link to the one that stands for ilb's own.</summary>
internal static class MachineLinks
{
    public static MacAddress MacOf(MachineEntry machine) => new(2, 0, 0, 0, 0, (byte)machine.Port.Index);

    /// <param name="hook">Gets name and index of the link's host side, inside the namespace in the middle.</param>
    public static Place Attach(Laboratory lab, Place middle, string name, MachineEntry machine, Action<string, int> hook)
    {
        var place = lab.NewPlace(name);
        var device = string.Create(CultureInfo.InvariantCulture, $"v{machine.Port.Index}");
        middle.Join(new VethEnd(device, MacAddress.Router), place, new VethEnd("eth0", MacOf(machine)), LinkSize.Of(1500));
        place.AddAddress("eth0", string.Create(CultureInfo.InvariantCulture, $"{machine.Address}/{machine.Subnet.Length}"));
        place.DefaultRoute(Ipv4Prefix.ToAddress(machine.Subnet.First + 1).ToString());
        var ifindex = middle.IndexOf(device);
        using var inside = NetworkNamespace.Open(middle.Path);
        inside.Run(() => hook(device, ifindex));
        return place;
    }
}
