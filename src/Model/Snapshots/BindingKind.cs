namespace Ilb.Model.Snapshots;

/// <summary>How what a machine is attached to is named.</summary>
public enum BindingKind
{
    /// <summary>A network namespace, by its path.</summary>
    Namespace,

    /// <summary>The network namespace of a process, by its number.</summary>
    Process,

    /// <summary>That of a container, by the id that its runtime gave it.</summary>
    Container,

    /// <summary>A tap or the host's side of a veth pair, by its name.</summary>
    Interface,

    /// <summary>That of `ilb serve`.</summary>
    Host,
}
