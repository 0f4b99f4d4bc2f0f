using System.Runtime.InteropServices;
using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Flows;

/// <summary>Twin of struct flow in bpf/flow_value.h: a flow as the steps of the program see it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlowValue(
    FlowFacts Facts, uint Protocol, KernelAddress Client, KernelAddress Called, KernelAddress Server, TrafficValue Traffic);
