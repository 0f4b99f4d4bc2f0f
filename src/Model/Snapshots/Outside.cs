namespace Ilb.Model.Snapshots;

/// <summary>Where public VIPs and their callers are: beyond the uplink, in none of the networks.</summary>
public static class Outside
{
    /// <summary>The network id of public VIPs. A flow from outside has the network of its machine with this bit set.</summary>
    public const uint Network = 0x8000_0000;

    /// <summary>The port that leads there, the same on every node; machines' slots start at 1.</summary>
    public static Slot Port { get; } = new(0, 1);
}
