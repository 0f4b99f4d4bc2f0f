using System.Globalization;
using System.Text.Json;
using Ilb.MachineContract;

namespace Ilb.Machine.Supervision;

/// <summary>Says what the machine does, in state.json of its folder.</summary>
internal sealed class StateFile(string folder) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly string _path = Path.Combine(folder, "state.json");
    private readonly long _start = StartTime();
    private readonly Lock _gate = new();
    private MachineState? _unsaid;
    private Timer? _retry;

    /// <summary>While the disk is full the last state waits: the machine goes on, whoever looks sees the state before.</summary>
    public void Write(ProcessStatus status, int first, int restarts, string? reason)
    {
        lock (_gate)
        {
            _unsaid = new MachineState(Environment.ProcessId, _start, first, status, restarts, reason);
            Save();
        }
    }

    public void Dispose() => _retry?.Dispose();

    private void Save()
    {
        try
        {
            File.WriteAllText(_path + ".new", JsonSerializer.Serialize(_unsaid!, ContractJson.Default.MachineState));
            File.Move(_path + ".new", _path, overwrite: true);
            _unsaid = null;
        }
        catch (IOException)
        {
            _retry ??= new Timer(_ => SaveAgain());
            _retry.Change(RetryAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private void SaveAgain()
    {
        lock (_gate)
        {
            if (_unsaid is not null)
                Save();
        }
    }

    /// <summary>Field 22 of /proc/self/stat; the second field, a name in parentheses, may hold spaces.</summary>
    private static long StartTime()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        return long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
    }
}
