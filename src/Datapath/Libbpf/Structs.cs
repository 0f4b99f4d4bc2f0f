using System.Runtime.InteropServices;

namespace Ilb.Datapath.Libbpf;

// Options structs of libbpf; the first field is their size, by which libbpf knows the caller's version.

/// <summary>The beginning of struct bpf_object_open_opts.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ObjectOptions
{
    internal nuint Size;
    internal byte* Name;
}

[StructLayout(LayoutKind.Sequential)]
internal struct MapCreateOptions
{
    internal nuint Size;
    internal uint BtfDescriptor;
    internal uint BtfKeyType;
    internal uint BtfValueType;
    internal uint BtfKernelValueType;
    internal uint InnerMap;
    internal uint Flags;
    internal ulong Extra;
    internal uint NumaNode;
    internal uint Interface;
}

[StructLayout(LayoutKind.Sequential)]
internal struct TcHook
{
    internal nuint Size;
    internal int Interface;
    internal int AttachPoint;
    internal uint Parent;
}

[StructLayout(LayoutKind.Sequential)]
internal struct TcOptions
{
    internal nuint Size;
    internal int Program;
    internal uint Flags;
    internal uint ProgramId;
    internal uint Handle;
    internal uint Priority;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TestRunOptions
{
    internal nuint Size;
    internal void* DataIn;
    internal void* DataOut;
    internal uint DataInLength;
    internal uint DataOutLength;
    internal void* ContextIn;
    internal void* ContextOut;
    internal uint ContextInLength;
    internal uint ContextOutLength;
    internal uint Returned;
    internal int Repeat;
    internal uint Nanoseconds;
    internal uint Flags;
    internal uint Cpu;
    internal uint BatchSize;
}

/// <summary>struct bpf_link_info of linux/bpf.h for a tcx link.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TcxLinkDescription
{
    internal uint Type;
    internal uint Id;
    internal uint ProgramId;
    private readonly uint _padding;

    /// <summary>0 when the device is gone.</summary>
    internal uint Interface;
    internal uint AttachType;
    private readonly ulong _rest;
}

/// <summary>The beginning of struct bpf_map_info of linux/bpf.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MapDescription
{
    internal uint Type;
    internal uint Id;
    internal uint KeySize;
    internal uint ValueSize;
    internal uint Entries;
    internal uint Flags;
    private fixed byte _name[16];
    private readonly uint _interface;
    private readonly uint _kernelValueType;
    private readonly ulong _namespaceDevice;
    private readonly ulong _namespaceInode;

    /// <summary>The types it was made with; 0 if without.</summary>
    internal uint TypesId;
    internal uint KeyType;
    internal uint ValueType;
}

/// <summary>The beginning of struct bpf_prog_info of linux/bpf.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ProgramDescription
{
    internal uint Type;
    internal uint Id;

    /// <summary>A hash of what it was before the kernel changed it: the same for the same code.</summary>
    internal ulong Tag;
    private readonly uint _compiledBytes;
    private readonly uint _bytes;
    private readonly ulong _compiled;
    private readonly ulong _instructions;
    private readonly ulong _loadedAt;
    private readonly uint _user;

    /// <summary>How many ids fit below, then how many maps there are.</summary>
    internal uint MapCount;
    internal uint* MapIds;
}

[StructLayout(LayoutKind.Sequential)]
internal struct BatchOptions
{
    internal nuint Size;

    /// <summary>4: under the lock of each entry.</summary>
    internal ulong EntryFlags;
    internal ulong Flags;
}
