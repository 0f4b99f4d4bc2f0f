namespace Ilb.Model.Snapshots;

/// <summary>What the port of an attached machine leads to: something of its node that is not ilb's.</summary>
/// <param name="Target">As its operator named it: "/run/netns/web", "4711", "3f2a9c…", "tap0"; of the host nothing.</param>
public sealed record Binding(BindingKind Kind, string Target)
{
    /// <summary>Of a process: when it was started, so that a later one of its number is not taken for it.</summary>
    public string? Since { get; init; }

    /// <summary>Of an interface: the Ethernet address of who is behind it.</summary>
    public string? Mac { get; init; }

    /// <summary>The same thing in the same words.</summary>
    public bool Names(Binding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Kind == other.Kind && Target == other.Target;
    }

    public override string ToString() => Kind switch
    {
        BindingKind.Namespace => $"network namespace {Target}",
        BindingKind.Process => $"process {Target}",
        BindingKind.Container => $"container {Target}",
        BindingKind.Interface => $"interface {Target}",
        _ => "this host",
    };
}
