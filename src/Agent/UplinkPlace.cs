using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.Agent;

/// <summary>Where public endpoints are reached from.</summary>
/// <param name="Path">Of a network namespace.</param>
/// <param name="Interface">Of the host; it is moved into that namespace, which is ilb's own then. Null: the namespace is the operator's.</param>
public sealed record UplinkPlace(string Path, string? Interface = null)
{
    private const string NamedNamespaces = "/run/netns";

    /// <summary>What an operator named: a path, a name of `ip netns`, else an interface of the calling thread's namespace.</summary>
    /// <exception cref="UplinkException">It is neither, or an interface that ilb must not take.</exception>
    public static UplinkPlace Find(string told, Installation installation)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(installation);
        if (told.Contains('/', StringComparison.Ordinal))
            return new UplinkPlace(told);
        if (System.IO.Path.Combine(NamedNamespaces, told) is var named && NetworkNamespace.Exists(named))
            return new UplinkPlace(named);
        using var home = RouteSocket.Open();
        if (home.Find(told) is { } link)
            UplinkInterface.Check(home, link);
        else if (UplinkNote.Read(installation)?.Name != told)
            throw new UplinkException(
                $"the uplink '{told}' is neither a network namespace nor an interface of this host. "
                + $"Namespaces: {Listed(Namespaces())}; interfaces: {Listed(home.List().Select(l => l.Name).Where(name => name != "lo"))}.");
        return new UplinkPlace(installation.UplinkNamespace, told);
    }

    public override string ToString() => Interface ?? Path;

    private static IEnumerable<string> Namespaces() => Directory.Exists(NamedNamespaces)
        ? Directory.EnumerateFiles(NamedNamespaces).Where(NetworkNamespace.Exists).Select(path => System.IO.Path.GetFileName(path))
        : [];

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("none"));
}
