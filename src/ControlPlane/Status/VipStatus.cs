using System.Net;

namespace Ilb.ControlPlane.Status;

/// <summary>An internal load balancer.</summary>
/// <param name="CloudService">With ".staging" behind it for the staging slot.</param>
/// <param name="Network">The virtual network, or the cloud service whose own network it is in.</param>
public sealed record VipStatus(string CloudService, string LoadBalancer, string Address, string Network, IReadOnlyList<SetStatus> Sets)
{
    /// <summary>The network of public VIPs: no machine is in it.</summary>
    public const string OutsideName = "the outside";

    /// <summary>Addresses that it had before and that still have connections.</summary>
    public IReadOnlyList<RetiredVipStatus> Retired { get; init; } = [];

    /// <summary>Where one of its sets is called: "10.0.0.6:100", "[fd00:1::a00:6]:100".</summary>
    public string At(SetStatus set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return $"{new IPEndPoint(IPAddress.Parse(Address), set.Port)}";
    }

    /// <summary>It has endpoints, and each of them a backend that takes new flows.</summary>
    public bool IsServed => Sets.Count > 0 && Sets.All(set => set.Backends.Any(backend => backend is { Health: "up", Weight: > 0 }));
}
