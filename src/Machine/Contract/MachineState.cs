namespace Ilb.MachineContract;

/// <summary>What a supervisor says about its machine: state.json, replaced atomically at every change.</summary>
/// <param name="Supervisor">Process id of the supervisor.</param>
/// <param name="SupervisorStart">Its start time in clock ticks since boot (field 22 of /proc/PID/stat): tells reused ids apart.</param>
/// <param name="First">Process id, as the host sees it, of the machine's first process; 0 when none runs.</param>
/// <param name="Restarts">How often the command was started again.</param>
/// <param name="Reason">Why it is not running, or null.</param>
public sealed record MachineState(
    int Supervisor,
    long SupervisorStart,
    int First,
    ProcessStatus Status,
    int Restarts,
    string? Reason);

/// <summary>What the machine's command does.</summary>
public enum ProcessStatus
{
    Starting,
    Running,

    /// <summary>It ended or could not start; the supervisor tries again after a pause.</summary>
    Waiting,
    Stopped,
}
