using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>A rule on the remote address of an endpoint; the lowest order that matches decides.</summary>
/// <param name="Order">0 to 65535, unique within an endpoint.</param>
/// <param name="Description">At most 255 characters.</param>
public sealed record AclRule(int Order, AclAction Action, IpPrefix RemoteSubnet, string? Description)
{
    public override string ToString() => $"{Order} {Action} {RemoteSubnet}";
}
