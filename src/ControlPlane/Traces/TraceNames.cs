using Ilb.ControlPlane.Status;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Traces;

/// <summary>What people call the things that a packet meets.</summary>
/// <param name="Network">The sender's.</param>
/// <param name="Destination">The network of whom it calls.</param>
/// <param name="Backend">Of its flow, or a member that calls its own set.</param>
/// <param name="Flow">The one that was found; null also where its backend is gone.</param>
/// <param name="State">Of that flow's backend.</param>
/// <param name="Arrival">Who gets it.</param>
/// <param name="Holder">Who has the address that it calls: "the VIP of MyWebsite1/MyILB".</param>
internal sealed record TraceNames(
    MachineEntry Machine,
    string Network,
    string Destination,
    SetEntry? Set,
    string? Backend,
    FlowLine? Flow,
    BackendState? State,
    string? Arrival,
    string? Holder)
{
    public static TraceRule Access(TracedRule rule, SetEntry? set)
    {
        var named = set?.Acl is { } list && list.Slot == rule.Acl ? list.Rules.FirstOrDefault(one => one.Order == rule.Order) : null;
        return new TraceRule(rule.Order, rule.Permits ? "permit" : "deny", named?.RemoteSubnet.ToString());
    }
}
