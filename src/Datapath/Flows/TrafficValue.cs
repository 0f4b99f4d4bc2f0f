using System.Runtime.InteropServices;

namespace Ilb.Datapath.Flows;

/// <summary>Twin of struct traffic in bpf/flow_value.h: IP packets after segmentation, their bytes, and TCP's last acknowledgment, in network order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TrafficValue(
    ulong PacketsOfClient,
    ulong PacketsOfServer,
    ulong BytesOfClient,
    ulong BytesOfServer,
    uint AcknowledgedByClient,
    uint AcknowledgedByServer);
