using System.Globalization;
using Ilb.Datapath.Namespaces;

namespace Ilb.Bench.Lab;

/// <summary>
/// Processor time of what carries a path's packets: processes in its namespaces, this one, which is the load, and the kernel's threads
/// for packets. Softirqs count where they run, mostly in the process that sent; what else the machine does is left out.
/// </summary>
internal sealed class ProcessorTime(IEnumerable<string> namespaces)
{
    private const double TicksPerSecond = 100;
    private const int UserTime = 11, SystemTime = 12; // of the fields after the name

    private readonly HashSet<string> _namespaces = [.. namespaces.Select(IdOf)];

    /// <summary>Seconds so far.</summary>
    public double Seconds => Directory.EnumerateDirectories("/proc", "*")
        .Where(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out _))
        .Sum(SecondsOf);

    private double SecondsOf(string process)
    {
        try
        {
            var stat = File.ReadAllText($"{process}/stat");
            var name = stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..stat.LastIndexOf(')')];
            if (!Counts(process, name))
                return 0;
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(fields[UserTime]) + Number(fields[SystemTime])) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0; // it ended meanwhile
        }
    }

    private bool Counts(string process, string name) =>
        name.StartsWith("ksoftirqd/", StringComparison.Ordinal)
        || process == $"/proc/{Environment.ProcessId}"
        || _namespaces.Contains(new FileInfo($"{process}/ns/net").LinkTarget ?? "");

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);

    /// <summary>As /proc shows it: "net:[4026532000]".</summary>
    private static string IdOf(string path)
    {
        using var inside = NetworkNamespace.Open(path);
        return inside.Run(() => new FileInfo("/proc/thread-self/ns/net").LinkTarget!);
    }
}
