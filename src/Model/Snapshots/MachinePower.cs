namespace Ilb.Model.Snapshots;

/// <summary>What the operator wants of a machine.</summary>
public enum MachinePower
{
    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Still runs, takes no new flows; the control plane follows with Stopped.</summary>
    Draining,

    /// <summary>No process; the port stays when <c>StayProvisioned</c>, its address in either case.</summary>
    Stopped,
}
