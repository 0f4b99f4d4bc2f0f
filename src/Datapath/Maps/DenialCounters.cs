using System.Runtime.InteropServices;
using Ilb.Datapath.Libbpf;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath.Maps;

/// <summary>Packets that access lists denied, per frontend and processor, added up here. Those of an earlier tenant of a slot do not count.</summary>
internal sealed unsafe class DenialCounters(int descriptor)
{
    private static readonly int s_cpus = Native.PossibleCpus();

    internal ulong Of(Slot frontend)
    {
        var index = frontend.Index;
        var perCpu = stackalloc Denials[s_cpus];
        if (Native.Lookup(descriptor, &index, perCpu) != 0)
            throw KernelException.Last("read", $"map denials, key {index}");
        var sum = 0UL;
        for (var cpu = 0; cpu < s_cpus; cpu++)
            sum += perCpu[cpu].FrontendGeneration == frontend.Generation ? perCpu[cpu].Packets : 0;
        return sum;
    }

    /// <summary>Twin of struct denials in bpf/maps.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Denials(ulong Packets, uint FrontendGeneration, uint Zero);
}
