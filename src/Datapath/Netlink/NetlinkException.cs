using System.Runtime.InteropServices;

namespace Ilb.Datapath.Netlink;

/// <summary>The kernel refused a change of interfaces, addresses, routes or neighbours.</summary>
public sealed class NetlinkException(string operation, string subject, int error)
    : Exception($"{operation} {subject}: {Marshal.GetPInvokeErrorMessage(error)}")
{
    /// <summary>What was tried, e.g. "create veth".</summary>
    public string Operation { get; } = operation;

    /// <summary>On what, e.g. "p3.1".</summary>
    public string Subject { get; } = subject;

    /// <summary>An errno, positive.</summary>
    public int Error { get; } = error;

    public bool NotFound => Error is 2 or 3 or 19;
}
