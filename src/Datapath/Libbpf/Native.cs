using System.Runtime.InteropServices;

namespace Ilb.Datapath.Libbpf;

/// <summary>The calls of libbpf 1.1 that ilb uses. All set errno; file descriptors and pointers are raw.</summary>
internal static unsafe partial class Native
{
    private const string Library = "libbpf.so.1";

    /// <summary>What it is made of need not last.</summary>
    [LibraryImport(Library, EntryPoint = "bpf_object__open_mem", SetLastError = true)]
    internal static partial nint OpenObject(byte* content, nuint size, ObjectOptions* options);

    [LibraryImport(Library, EntryPoint = "bpf_object__load", SetLastError = true)]
    internal static partial int LoadObject(nint handle);

    [LibraryImport(Library, EntryPoint = "bpf_object__close")]
    internal static partial void CloseObject(nint handle);

    [LibraryImport(Library, EntryPoint = "bpf_object__next_map")]
    internal static partial nint NextMap(nint handle, nint previous);

    [LibraryImport(Library, EntryPoint = "bpf_object__find_map_by_name", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FindMap(nint handle, string name);

    [LibraryImport(Library, EntryPoint = "bpf_object__next_program")]
    internal static partial nint NextProgram(nint handle, nint previous);

    [LibraryImport(Library, EntryPoint = "bpf_object__find_program_by_name", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint FindProgram(nint handle, string name);

    [LibraryImport(Library, EntryPoint = "bpf_program__fd")]
    internal static partial int ProgramDescriptor(nint program);

    [LibraryImport(Library, EntryPoint = "bpf_map__name")]
    internal static partial nint MapName(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__fd")]
    internal static partial int MapDescriptor(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__max_entries")]
    internal static partial uint MapEntries(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__set_max_entries", SetLastError = true)]
    internal static partial int SetMapEntries(nint map, uint entries);

    [LibraryImport(Library, EntryPoint = "bpf_map__set_pin_path", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetPinPath(nint map, string path);

    [LibraryImport(Library, EntryPoint = "bpf_map__reuse_fd", SetLastError = true)]
    internal static partial int ShareMap(nint map, int descriptor);

    [LibraryImport(Library, EntryPoint = "bpf_map__set_initial_value", SetLastError = true)]
    internal static partial int SetConstant(nint map, void* value, nuint size);

    [LibraryImport(Library, EntryPoint = "bpf_map__type")]
    internal static partial uint MapType(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__key_size")]
    internal static partial uint MapKeySize(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__value_size")]
    internal static partial uint MapValueSize(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__map_flags")]
    internal static partial uint MapFlags(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__btf_key_type_id")]
    internal static partial uint MapKeyType(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__btf_value_type_id")]
    internal static partial uint MapValueType(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_object__btf")]
    internal static partial nint ObjectTypes(nint handle);

    [LibraryImport(Library, EntryPoint = "btf__load_from_kernel_by_id", SetLastError = true)]
    internal static partial nint LoadTypes(uint id);

    [LibraryImport(Library, EntryPoint = "btf__free")]
    internal static partial void FreeTypes(nint types);

    [LibraryImport(Library, EntryPoint = "btf__type_by_id")]
    internal static partial uint* FindType(nint types, uint id);

    [LibraryImport(Library, EntryPoint = "btf__resolve_size")]
    internal static partial long SizeOfType(nint types, uint id);

    [LibraryImport(Library, EntryPoint = "btf__name_by_offset")]
    internal static partial nint NameOf(nint types, uint offset);

    [LibraryImport(Library, EntryPoint = "bpf_program__set_autoload", SetLastError = true)]
    internal static partial int SetAutoload(nint program, [MarshalAs(UnmanagedType.U1)] bool load);

    [LibraryImport(Library, EntryPoint = "bpf_prog_get_fd_by_id", SetLastError = true)]
    internal static partial int ProgramById(uint id);

    [LibraryImport(Library, EntryPoint = "bpf_link_update", SetLastError = true)]
    internal static partial int UpdateLink(int link, int program, nint options);

    [LibraryImport(Library, EntryPoint = "bpf_map_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateMap(int type, string name, uint keySize, uint valueSize, uint entries, MapCreateOptions* options);

    [LibraryImport(Library, EntryPoint = "bpf_map_update_elem", SetLastError = true)]
    internal static partial int Update(int map, void* key, void* value, ulong flags);

    [LibraryImport(Library, EntryPoint = "bpf_map_lookup_elem", SetLastError = true)]
    internal static partial int Lookup(int map, void* key, void* value);

    [LibraryImport(Library, EntryPoint = "bpf_map_delete_elem", SetLastError = true)]
    internal static partial int Delete(int map, void* key);

    [LibraryImport(Library, EntryPoint = "bpf_map_get_next_key", SetLastError = true)]
    internal static partial int NextKey(int map, void* key, void* next);

    [LibraryImport(Library, EntryPoint = "bpf_map_update_batch", SetLastError = true)]
    internal static partial int UpdateBatch(int map, void* keys, void* values, uint* count, nint options);

    [LibraryImport(Library, EntryPoint = "bpf_map_lookup_batch", SetLastError = true)]
    internal static partial int LookupBatch(int map, void* from, void* to, void* keys, void* values, uint* count, BatchOptions* options);

    [LibraryImport(Library, EntryPoint = "bpf_map_get_fd_by_id", SetLastError = true)]
    internal static partial int MapById(uint id);

    [LibraryImport(Library, EntryPoint = "bpf_obj_get_info_by_fd", SetLastError = true)]
    internal static partial int Describe(int descriptor, void* description, uint* size);

    [LibraryImport(Library, EntryPoint = "bpf_obj_pin", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Pin(int descriptor, string path);

    [LibraryImport(Library, EntryPoint = "bpf_obj_get", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OpenPin(string path);

    [LibraryImport(Library, EntryPoint = "bpf_link_create", SetLastError = true)]
    internal static partial int CreateLink(int program, int target, int attachType, nint options);

    [LibraryImport(Library, EntryPoint = "bpf_tc_hook_create", SetLastError = true)]
    internal static partial int CreateHook(TcHook* hook);

    [LibraryImport(Library, EntryPoint = "bpf_tc_attach", SetLastError = true)]
    internal static partial int AttachFilter(TcHook* hook, TcOptions* options);

    [LibraryImport(Library, EntryPoint = "bpf_tc_detach", SetLastError = true)]
    internal static partial int DetachFilter(TcHook* hook, TcOptions* options);

    [LibraryImport(Library, EntryPoint = "bpf_prog_test_run_opts", SetLastError = true)]
    internal static partial int TestRun(int program, TestRunOptions* options);

    [LibraryImport(Library, EntryPoint = "libbpf_num_possible_cpus", SetLastError = true)]
    internal static partial int PossibleCpus();

    [LibraryImport(Library, EntryPoint = "libbpf_set_print")]
    internal static partial nint SetPrint(delegate* unmanaged[Cdecl]<int, byte*, nint, int> print);

    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    internal static partial nint MapMemory(nint at, nuint bytes, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    internal static partial int UnmapMemory(nint at, nuint bytes);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(string source, string target, string type, ulong flags, nint data);

    [LibraryImport("libc", EntryPoint = "vsnprintf")]
    internal static partial int Format(byte* target, nuint size, byte* format, nint arguments);
}
