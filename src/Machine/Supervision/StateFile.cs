using System.Globalization;
using System.Text.Json;
using Ilb.MachineContract;

namespace Ilb.Machine.Supervision;

/// <summary>Says what the machine does, in state.json of its folder.</summary>
internal sealed class StateFile(string folder)
{
    private readonly string _path = Path.Combine(folder, "state.json");
    private readonly long _start = StartTime();

    public void Write(ProcessStatus status, int first, int restarts, string? reason)
    {
        var state = new MachineState(Environment.ProcessId, _start, first, status, restarts, reason);
        File.WriteAllText(_path + ".new", JsonSerializer.Serialize(state, ContractJson.Default.MachineState));
        File.Move(_path + ".new", _path, overwrite: true);
    }

    /// <summary>Field 22 of /proc/self/stat; the second field, a name in parentheses, may hold spaces.</summary>
    private static long StartTime()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
    }
}
