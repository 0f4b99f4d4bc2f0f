namespace Ilb.Model.Feed;

/// <summary>A machine as its agent sees it.</summary>
public enum MachineStatus
{
    Creating,

    /// <summary>Attached to nothing, or to what is not there now.</summary>
    Waiting,
    Running,
    Stopping,
    Stopped,
    Failed,
}
