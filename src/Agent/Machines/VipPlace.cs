using System.Collections.Immutable;
using System.Net;

namespace Ilb.Agent.Machines;

/// <summary>Where a machine has the VIPs that it answers as.</summary>
/// <param name="Namespace">The path of its network namespace.</param>
/// <param name="Own">Addresses of the interface that are no VIPs.</param>
internal sealed record VipPlace(string Namespace, string Device, ImmutableHashSet<IPAddress> Own)
{
    /// <summary>On the loopback of a namespace that is ilb's.</summary>
    public const string Loopback = "lo";

    public static VipPlace OfMachine(string path) => new(path, Loopback, []);
}
