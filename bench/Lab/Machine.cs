using System.Globalization;

namespace Ilb.Bench.Lab;

/// <summary>The computer all this runs on.</summary>
internal static class Machine
{
    /// <summary>
    /// On a busy machine each thread gets its share of the processors, so a path with more threads, a proxy, gets more: ratios come
    /// out too low for paths without.
    /// </summary>
    public static void WarnIfBusy()
    {
        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        if (load > Environment.ProcessorCount / 2.0)
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"This machine is busy (load {load} on {Environment.ProcessorCount} processors): ratios will favour paths with more threads."));
    }
}
