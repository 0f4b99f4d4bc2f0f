using System.Globalization;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Status;

/// <summary>Why a member that called its own VIP was refused: the verdict own_set, for one member of one set.</summary>
internal static class OwnSetNote
{
    private const string Rule = "a member must not reach the set it belongs to";

    public static string Of(LoadBalancedSet set, SetMember member, ulong packets) => string.Create(
        CultureInfo.InvariantCulture,
        $"own_set: {member.Role.Name} called {set.At} ({set.Name}) and was refused, {packets} ")
        + $"packet{(packets == 1 ? "" : "s")} so far: {Rule}. {Advice(set)}";

    private static string Advice(LoadBalancedSet set) => set.Shared.DirectServerReturn
        ? "With direct server return it has the VIP itself and reaches itself without a packet."
        : $"Set-AzureInternalLoadBalancer -InternalLoadBalancerName {set.LoadBalancer?.Name} -ServiceName {set.Service.Name} -AllowLoopback allows it.";
}
