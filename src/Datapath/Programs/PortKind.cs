namespace Ilb.Datapath.Programs;

/// <summary>What is at the other end of a port's interface. Twin of enum port_kind in bpf/carry.h.</summary>
internal enum PortKind
{
    Machine,
    Uplink,
    Gateway,
}
