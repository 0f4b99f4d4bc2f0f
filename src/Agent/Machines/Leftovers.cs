using System.Globalization;
using Ilb.Datapath.Netlink;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>What is there of ports, by name: folders, pinned namespaces, interfaces. Whole or not.</summary>
internal static class Leftovers
{
    public static IReadOnlySet<Slot> Ports(Installation installation, RouteSocket? routes)
    {
        var names = Names(installation.MachinesDirectory)
            .Concat(Names(installation.NamespacesDirectory))
            .Concat(Names(installation.UsersDirectory))
            .Concat(routes?.List().Where(link => link.Name.StartsWith('p')).Select(link => link.Name[1..]) ?? []);
        return names.Select(Parse).OfType<Slot>().ToHashSet();
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)) : [];

    /// <summary>"3.1"; null for anything else.</summary>
    public static Slot? Parse(string name) =>
        name.Split('.') is [var index, var generation]
        && uint.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var slot)
        && uint.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var tenant)
            ? new Slot(slot, tenant)
            : null;
}
