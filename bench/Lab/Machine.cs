using System.Globalization;

namespace Ilb.Bench.Lab;

/// <summary>The computer all this runs on.</summary>
internal static class Machine
{
    private const double TicksPerSecond = 100;

    /// <summary>
    /// Seconds that all processors were busy so far, for whatever: user, system, interrupts and softirqs. Only on a machine that does
    /// nothing else is that the cost of what is measured; nothing of it is missed then, and no path has its work done unseen.
    /// </summary>
    public static double BusySeconds
    {
        get
        {
            const int idle = 3, waiting = 4, stolen = 7; // of the fields after "cpu"; what guests take is among user time
            var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            return fields.Take(stolen).Where((_, i) => i is not (idle or waiting)).Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

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
