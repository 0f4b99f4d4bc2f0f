namespace Ilb.ControlPlane.Plans;

/// <summary>Something that a subscription has, with what can change of it.</summary>
/// <param name="Name">Unique in its kind, without regard to case.</param>
internal sealed record PlanItem(string Kind, string Name, IReadOnlyList<PlanAttribute> Attributes)
{
    public override string ToString() => $"{Kind} {Name}";
}
