namespace Ilb.Datapath.Netlink;

/// <summary>What an interface loses when it moves to another network namespace.</summary>
/// <param name="Up">Whether it was brought up.</param>
/// <param name="Addresses">As the kernel tells them (struct ifaddrmsg, attributes).</param>
/// <param name="Routes">As the kernel tells them (struct rtmsg, attributes), of all tables, but for those that it makes by itself.</param>
public sealed record LinkSettings(bool Up, IReadOnlyList<byte[]> Addresses, IReadOnlyList<byte[]> Routes);
