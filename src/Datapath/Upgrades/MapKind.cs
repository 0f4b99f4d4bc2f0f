namespace Ilb.Datapath.Upgrades;

/// <summary>BPF_MAP_TYPE_… of linux/bpf.h, those whose entries can be copied one by one.</summary>
internal enum MapKind
{
    Hash = 1,
    Array = 2,
    PerCpuHash = 5,
    PerCpuArray = 6,
    LruHash = 9,
    PerCpuLruHash = 10,
    PrefixTrie = 11,
}
