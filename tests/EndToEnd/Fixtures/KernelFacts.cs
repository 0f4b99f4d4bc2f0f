using System.Globalization;
using Ilb.Agent;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Everything an installation has on this host, by name: what a half-made or half-removed machine would show in.</summary>
/// <param name="Interfaces">Of ports, in ilb's own namespace: "p3.1".</param>
/// <param name="Namespaces">Pinned ones of machines: "3.1".</param>
/// <param name="Folders">Of machines: "3.1".</param>
/// <param name="Links">Pinned attachments of programs, by port index: "3".</param>
internal sealed record KernelFacts(
    IReadOnlyList<string> Interfaces, IReadOnlyList<string> Namespaces, IReadOnlyList<string> Folders, IReadOnlyList<string> Links)
{
    public static KernelFacts Of(Installation installation)
    {
        using var inside = NetworkNamespace.Open(installation.SwitchNamespace);
        using var routes = inside.Run(RouteSocket.Open);
        return new KernelFacts(
            [.. routes.List().Select(link => link.Name).Where(name => name != "lo").Order(StringComparer.Ordinal)],
            [.. Names(installation.NamespacesDirectory).Where(name => name != "switch")],
            Names(installation.MachinesDirectory),
            Names(Path.Combine(installation.PinDirectory, "links")));
    }

    /// <summary>What there is when these ports, and no others, are whole.</summary>
    /// <param name="ports">"3.1", as status names them.</param>
    public static KernelFacts OfWhole(IEnumerable<string> ports)
    {
        var slots = ports.Order(StringComparer.Ordinal).ToList();
        return new KernelFacts(
            [.. slots.Select(slot => "p" + slot).Order(StringComparer.Ordinal)],
            slots,
            slots,
            [.. slots.Select(slot => slot[..slot.IndexOf('.')]).Order(StringComparer.Ordinal)]);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"interfaces {string.Join(' ', Interfaces)}; namespaces {string.Join(' ', Namespaces)}; folders {string.Join(' ', Folders)}; links {string.Join(' ', Links)}");

    private static List<string> Names(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];
}
