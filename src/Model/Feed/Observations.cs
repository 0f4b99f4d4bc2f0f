namespace Ilb.Model.Feed;

/// <summary>What an agent saw; the only way from an agent to the control plane.</summary>
public abstract record Observation(DateTimeOffset At);

/// <summary>The result of one probe of one backend.</summary>
/// <param name="Backend">Slot index and generation of the backend.</param>
/// <param name="Failure">Null when it succeeded, else "refused", "timed out", "status 503", "reset".</param>
public sealed record ProbeObservation(DateTimeOffset At, Snapshots.Slot Backend, string? Failure) : Observation(At);

/// <summary>What became of a machine on its node.</summary>
/// <param name="Detail">Why it failed, or null.</param>
public sealed record MachineObservation(DateTimeOffset At, Snapshots.Slot Port, MachineStatus Status, string? Detail) : Observation(At);

/// <summary>Everything up to this revision is in the kernel of the node.</summary>
public sealed record AppliedObservation(DateTimeOffset At, int Node, long Revision) : Observation(At);

/// <summary>A machine as its agent sees it.</summary>
public enum MachineStatus
{
    Creating,
    Running,
    Stopping,
    Stopped,
    Failed,
}

/// <summary>Takes observations; must not block. The control plane implements it in the process of `ilb serve`.</summary>
public interface IObserver
{
    void Observe(Observation observation);
}

/// <summary>What the control plane asks an agent for status.</summary>
public interface INodeView
{
    /// <summary>Packets per verdict name since the maps were made, of every port together.</summary>
    IReadOnlyDictionary<string, ulong> Verdicts();

    /// <summary>Live flows per backend slot index.</summary>
    IReadOnlyDictionary<uint, int> FlowsPerBackend();

    /// <summary>One line each about what this node can't give, e.g. "no cgroup controllers: instance sizes are not enforced".</summary>
    IReadOnlyList<string> Limitations();
}
