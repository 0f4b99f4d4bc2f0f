using System.Runtime.InteropServices;
using Ilb.Datapath.Flows;
using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Trials;

/// <summary>Twin of struct trial_report in bpf/trial.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TrialReport(
    uint Verdict,
    uint Port,
    uint Network,
    RouteKind Route,
    uint IsPeer,
    uint ToPort,
    uint Mtu,
    uint Frontend,
    uint FrontendGeneration,
    uint Backend,
    uint BackendGeneration,
    FoundIn Found,
    uint OpensFlow,
    uint Evicts,
    uint Acl,
    uint AclGeneration,
    AclVerdict AclVerdict,
    uint AclOrder,
    uint TableSize,
    uint Place,
    KernelAddress NewSource,
    KernelAddress NewDestination,
    BigEndianPort NewSourcePort,
    BigEndianPort NewDestinationPort,
    uint Zero,
    FlowValue Flow);

/// <summary>Twin of enum found_in.</summary>
internal enum FoundIn : uint
{
    Nowhere,
    Bucket,
    Overflow,
}
