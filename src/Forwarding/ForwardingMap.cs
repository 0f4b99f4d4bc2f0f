namespace Ilb.Forwarding;

/// <summary>The maps that a <see cref="ForwardingState"/> fills.</summary>
public enum ForwardingMap
{
    Ports,
    Routes,
    Prefixes,
    Frontends,
    Targets,
    Backends,
    Members,
    Tables,
    Acls,
    AclRules,
}
