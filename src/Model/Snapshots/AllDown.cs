namespace Ilb.Model.Snapshots;

/// <summary>What becomes of new flows to a set while no member is well.</summary>
public enum AllDown
{
    /// <summary>The client is told at once.</summary>
    Refuse,

    /// <summary>Nothing answers, as where nobody is: the client tries again until it gives up.</summary>
    Drop,

    /// <summary>All members that are down share them, as if none were: what is wrong may be the probe.</summary>
    AllMembers,

    /// <summary>Those that took flows last go on taking them.</summary>
    LastGood,
}
