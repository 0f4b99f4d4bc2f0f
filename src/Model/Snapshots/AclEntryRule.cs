using Ilb.Model.Addressing;

namespace Ilb.Model.Snapshots;

/// <summary>A rule of an access list.</summary>
/// <param name="Order">0 to 65535.</param>
/// <param name="Permits">Else it denies.</param>
public sealed record AclEntryRule(int Order, bool Permits, IpPrefix RemoteSubnet)
{
    public override string ToString() => $"{Order} {(Permits ? "permit" : "deny")} {RemoteSubnet}";
}
