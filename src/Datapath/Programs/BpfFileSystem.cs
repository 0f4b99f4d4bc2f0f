using Ilb.Datapath.Libbpf;

namespace Ilb.Datapath.Programs;

/// <summary>The file system in which pinned objects live.</summary>
internal static class BpfFileSystem
{
    private const string Root = "/sys/fs/bpf";

    internal static void Prepare(string pinDirectory)
    {
        if (!IsMounted() && pinDirectory.StartsWith(Root, StringComparison.Ordinal))
            Mount();
        Directory.CreateDirectory(Path.Combine(pinDirectory, "links"));
    }

    internal static void Remove(string pinDirectory)
    {
        if (Directory.Exists(pinDirectory))
            Directory.Delete(pinDirectory, recursive: true);
    }

    private static bool IsMounted() =>
        File.ReadLines("/proc/self/mounts").Any(line => line.Split(' ') is [_, Root, "bpf", ..]);

    private static void Mount()
    {
        if (Native.Mount("bpf", Root, "bpf", 0, 0) != 0)
            throw KernelException.Last("mount the BPF file system at", Root);
    }
}
