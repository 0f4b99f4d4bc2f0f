namespace Ilb.Model.Feed;

/// <summary>A machine as its agent sees it.</summary>
public enum MachineStatus
{
    Creating,
    Running,
    Stopping,
    Stopped,
    Failed,
}
