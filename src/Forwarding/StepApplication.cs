using Ilb.Forwarding.Kernel;

namespace Ilb.Forwarding;

/// <summary>What a step does to a forwarding state: the plain twin of what the applier does to the kernel.</summary>
internal static class StepApplication
{
    public static ForwardingState Apply(ForwardingState state, ForwardingStep step) => step.Map switch
    {
        ForwardingMap.Ports => state with { Ports = Apply(state.Ports, step) },
        ForwardingMap.Routes => state with { Routes = Apply(state.Routes, step) },
        ForwardingMap.Prefixes => state with { Prefixes = Apply(state.Prefixes, step) },
        ForwardingMap.Frontends => state with { Frontends = Apply(state.Frontends, step) },
        ForwardingMap.Targets => state with { Targets = Apply(state.Targets, step) },
        ForwardingMap.Backends => state with { Backends = Apply(state.Backends, step) },
        ForwardingMap.Members => state with { Members = Apply(state.Members, step) },
        ForwardingMap.Tables => state with { Tables = Apply(state.Tables, step) },
        ForwardingMap.Acls => state with { Acls = Apply(state.Acls, step) },
        ForwardingMap.AclRules => state with { AclRules = Apply(state.AclRules, step) },
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Map, "No such map."),
    };

    private static SharingDictionary<TKey, TValue> Apply<TKey, TValue>(SharingDictionary<TKey, TValue> map, ForwardingStep step)
        where TKey : notnull => step switch
        {
            SetStep<TKey, TValue> set => map.SetItems(set.Entries),
            RemoveStep<TKey> remove => map.RemoveRange(remove.Keys),
            _ => throw new ArgumentException($"{step} does not fit its map.", nameof(step)),
        };
}
