using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Maps;

/// <summary>One number per verdict and processor, added up here.</summary>
internal sealed unsafe class VerdictCounters(int descriptor)
{
    private static readonly int s_cpus = Native.PossibleCpus();

    internal IReadOnlyDictionary<string, ulong> Read()
    {
        var counts = new Dictionary<string, ulong>(Verdict.Names.Count);
        for (var i = 1; i < Verdict.Names.Count; i++)
            counts[Verdict.Names[i]] = Read((uint)i);
        return counts;
    }

    private ulong Read(uint index)
    {
        var perCpu = stackalloc ulong[s_cpus];
        if (Native.Lookup(descriptor, &index, perCpu) != 0)
            throw KernelException.Last("read", "map verdicts");
        var sum = 0UL;
        for (var cpu = 0; cpu < s_cpus; cpu++)
            sum += perCpu[cpu];
        return sum;
    }
}
