namespace Ilb.ControlPlane.Plans;

/// <param name="Value">Empty: it has none.</param>
internal readonly record struct PlanAttribute(string Name, string Value)
{
    /// <summary>The value is compared but never shown.</summary>
    public bool IsSecret { get; init; }

    public override string ToString() => IsSecret ? Name : $"{Name}: {Value}";
}
