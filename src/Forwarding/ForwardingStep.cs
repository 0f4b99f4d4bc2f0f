namespace Ilb.Forwarding;

/// <summary>One batch of writes to one map: a <see cref="SetStep{TKey,TValue}"/> or a <see cref="RemoveStep{TKey}"/>; never empty.</summary>
public abstract record ForwardingStep(ForwardingMap Map)
{
    /// <summary>Entries that are written or removed.</summary>
    public abstract int Count { get; }
}
