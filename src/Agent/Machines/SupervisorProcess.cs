using System.Diagnostics;
using System.Globalization;
using Ilb.Datapath.Namespaces;
using Ilb.MachineContract;

namespace Ilb.Agent.Machines;

/// <summary>The supervisor of one machine, started by this or by an earlier agent; known by process id and start time.</summary>
internal static class SupervisorProcess
{
    private static readonly TimeSpan LongerThanItsGrace = TimeSpan.FromSeconds(8);

    public static void Start(MachineFolder folder)
    {
        folder.ForgetState();
        var start = new ProcessStartInfo(MachineProgram.Locate()) { UseShellExecute = false, WorkingDirectory = "/" };
        start.ArgumentList.Add("supervise");
        start.ArgumentList.Add(folder.SpecFile);
        start.Environment.Clear();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The supervisor did not start.");
        AwaitCommandLine(process.Id);
    }

    /// <summary>The kernel lets a parent go on a moment before the new program has its command line; until then nobody finds it by that.</summary>
    private static void AwaitCommandLine(int id)
    {
        while (CommandLine(id).Length == 0 && StartTime(id) != 0)
            Thread.Sleep(1);
    }

    /// <summary>Every supervisor of this folder, found by its command line: also one that has not yet written its state.</summary>
    public static IReadOnlyList<int> Find(MachineFolder folder)
    {
        var command = $"\0supervise\0{folder.SpecFile}\0";
        return [.. Processes().Where(id => CommandLine(id).EndsWith(command, StringComparison.Ordinal) && !IsInside(id))];
    }

    public static bool IsAlive(MachineState? state) => state is not null && StartTime(state.Supervisor) == state.SupervisorStart;

    /// <summary>Ends the machine at once, if it runs.</summary>
    public static void Kill(MachineFolder folder)
    {
        if (!Directory.Exists(folder.Path))
            return;
        foreach (var id in Find(folder))
            Signals.Send(id, Signals.Kill);
    }

    /// <summary>Ends the machine: politely, then not.</summary>
    public static async Task StopAsync(MachineFolder folder, CancellationToken cancellation)
    {
        foreach (var id in Find(folder))
        {
            var start = StartTime(id);
            Signals.Send(id, Signals.Terminate);
            var since = Stopwatch.GetTimestamp();
            while (start != 0 && StartTime(id) == start)
            {
                if (Stopwatch.GetElapsedTime(since) > LongerThanItsGrace)
                    Signals.Send(id, Signals.Kill);
                await Task.Delay(20, cancellation);
            }
        }
    }

    /// <summary>Clock ticks since boot; 0 when there is no such process or it waits to be reaped.</summary>
    internal static long StartTime(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? 0 : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    internal static IEnumerable<int> Processes() =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0);

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The first process of a machine is a copy of its supervisor and ends with it.</summary>
    private static bool IsInside(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status").Any(line => line.StartsWith("NSpid:", StringComparison.Ordinal) && line.Split('\t').Length > 2);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
