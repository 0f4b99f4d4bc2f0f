using System.Globalization;
using Ilb.MachineContract;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Machines;

/// <summary>
/// What an instance size means on this host: memory and processes are limits, cores are a share of the processor under load.
/// Control groups v1 or v2, whichever has the controllers.
/// </summary>
internal static class SizeLimits
{
    private const string Root = "/sys/fs/cgroup";
    private const int Processes = 4096;

    /// <summary>Megabytes and cores (a tenth for a shared one) of the classic sizes; an unknown size gets no limit.</summary>
    private static readonly Dictionary<string, (int Memory, double Cores)> Sizes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ExtraSmall"] = (768, 0.1),
        ["Small"] = (1792, 1),
        ["Medium"] = (3584, 2),
        ["Large"] = (7168, 4),
        ["ExtraLarge"] = (14336, 8),
        ["A5"] = (14336, 2),
        ["A6"] = (28672, 4),
        ["A7"] = (57344, 8),
    };

    /// <summary>One line when sizes can't be enforced here, else null.</summary>
    public static string? Limitation() => IsUnified || Directory.Exists($"{Root}/memory")
        ? null
        : "no cgroup controllers: instance sizes are not enforced";

    /// <summary>v2 may be there without controllers: where v1 has them, or nobody.</summary>
    private static bool IsUnified =>
        File.Exists($"{Root}/cgroup.controllers") && File.ReadAllText($"{Root}/cgroup.controllers").Contains("memory", StringComparison.Ordinal);

    public static IReadOnlyList<GroupLimit> Of(Installation installation, MachineEntry machine) => Of(installation, machine, IsUnified);

    /// <param name="unified">Control groups v2.</param>
    internal static IReadOnlyList<GroupLimit> Of(Installation installation, MachineEntry machine, bool unified)
    {
        if (!Sizes.TryGetValue(machine.Size, out var size))
            return [];
        return unified ? Unified(installation, machine.Port, size) : Separate(installation, machine.Port, size);
    }

    /// <summary>Removes the groups of one machine.</summary>
    public static Task RemoveAsync(Installation installation, string port) =>
        RemoveAsync(Parents(installation).Select(parent => Path.Combine(parent, port)));

    /// <summary>Removes all groups of an installation.</summary>
    public static async Task RemoveAllAsync(Installation installation)
    {
        await RemoveAsync(Parents(installation).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories));
        await RemoveAsync(Parents(installation));
    }

    /// <summary>A group goes with its last process; killed ones take a moment.</summary>
    private static async Task RemoveAsync(IEnumerable<string> groups)
    {
        const int attempts = 100;
        var left = groups.ToList();
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            left.RemoveAll(IsRemoved);
            if (left.Count == 0)
                return;
            await Task.Delay(20);
        }
    }

    private static string[] Parents(Installation installation) =>
        [$"{Root}/memory/{installation.Name}", $"{Root}/pids/{installation.Name}", $"{Root}/cpu/{installation.Name}", $"{Root}/{installation.Name}"];

    private static List<GroupLimit> Separate(Installation installation, Slot port, (int Memory, double Cores) size)
    {
        List<GroupLimit> limits = [];
        Add("memory", "memory.limit_in_bytes", (long)size.Memory << 20);
        Add("pids", "pids.max", Processes);
        Add("cpu", "cpu.shares", (long)(size.Cores * 1024));
        return limits;

        void Add(string controller, string file, long value)
        {
            if (Directory.Exists($"{Root}/{controller}"))
                limits.Add(new GroupLimit($"{Root}/{controller}/{installation.Name}/{port}", Single(file, value)));
        }
    }

    private static List<GroupLimit> Unified(Installation installation, Slot port, (int Memory, double Cores) size) =>
    [
        new GroupLimit(Root, Controllers, Joined: false),
        new GroupLimit($"{Root}/{installation.Name}", Controllers, Joined: false),
        new GroupLimit($"{Root}/{installation.Name}/{port}", new SortedDictionary<string, string>
        {
            ["memory.max"] = Text((long)size.Memory << 20),
            ["pids.max"] = Text(Processes),
            ["cpu.weight"] = Text(Math.Clamp((long)(size.Cores * 100), 1, 10_000)),
        }),
    ];

    private static SortedDictionary<string, string> Controllers => new() { ["cgroup.subtree_control"] = "+memory +pids +cpu" };

    private static SortedDictionary<string, string> Single(string file, long value) => new() { [file] = Text(value) };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool IsRemoved(string group)
    {
        try
        {
            if (Directory.Exists(group))
                Directory.Delete(group);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
