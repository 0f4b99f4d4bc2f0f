using Ilb.Datapath.Upgrades;

namespace Ilb.Datapath;

/// <summary>How the programs are hooked to an interface.</summary>
public enum AttachMode
{
    /// <summary>tcx where the kernel has it (6.6 and later), else clsact.</summary>
    Best,

    /// <summary>A tcx link, pinned: it outlives this process and needs no qdisc.</summary>
    Tcx,

    /// <summary>A filter on a clsact qdisc: it lives as long as the device.</summary>
    Clsact,
}

/// <summary>Sizes and choices that hold from the moment the maps are made; maps already pinned keep the sizes they have.</summary>
public sealed record KernelOptions
{
    /// <summary>The compiled programs; beside the running program unless told.</summary>
    public string ObjectPath { get; init; } = Path.Combine(AppContext.BaseDirectory, "bpf", "port.bpf.o");

    public AttachMode Attach { get; init; } = AttachMode.Best;

    /// <summary>There will be a port to the outside: its program is loaded at once.</summary>
    public bool HasUplink { get; init; }

    /// <summary>Buckets of eight flows each, a power of two; 1,152 bytes a bucket.</summary>
    public uint FlowBuckets { get; init; } = 16_384;

    /// <summary>Buckets shared by all flows that find theirs full; any number.</summary>
    public uint OverflowBuckets { get; init; } = 2_048;

    /// <summary>Connections of machines to sites beyond gateways whose ICMP errors are known; 128 bytes each.</summary>
    public uint SentBeyond { get; init; } = 16_384;

    /// <summary>Datagrams in fragments that are on their way at once; 128 bytes each.</summary>
    public uint Datagrams { get; init; } = 4_096;

    /// <summary>Clients of sets with an affinity timeout whose backend is remembered; 96 bytes each.</summary>
    public uint Affinities { get; init; } = 65_536;

    /// <summary>Highest port slot plus one.</summary>
    public uint Ports { get; init; } = 4_096;

    /// <summary>Highest backend slot plus one.</summary>
    public uint Backends { get; init; } = 16_384;

    /// <summary>Highest frontend slot plus one.</summary>
    public uint Frontends { get; init; } = 4_096;

    /// <summary>Prefixes of all access lists, at most 51 a list, and of those that are about to be replaced. Memory is taken as they come.</summary>
    public uint AclRules { get; init; } = 262_144;

    /// <summary>Combinations of endpoint, verdict and direction that drops are counted for. Memory is taken as they come.</summary>
    public uint Drops { get; init; } = 16_384;

    /// <summary>Entries of each table keyed by address.</summary>
    public uint Addresses { get; init; } = 65_536;

    /// <summary>Told the name of a map before each write; what it throws, the write throws.</summary>
    internal Action<string> Writing { get; init; } = _ => { };

    /// <summary>Told while content is carried over.</summary>
    internal Action<CarryStep> Reached { get; init; } = _ => { };
}
