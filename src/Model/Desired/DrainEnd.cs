namespace Ilb.Model.Desired;

/// <summary>What becomes of connections that are left at the deadline of a drain.</summary>
public enum DrainEnd
{
    /// <summary>They go on until they end or fall silent.</summary>
    Keep,

    /// <summary>TCP connections are reset, UDP flows move to another machine.</summary>
    Reset,
}
