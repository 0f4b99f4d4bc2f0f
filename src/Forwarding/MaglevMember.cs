namespace Ilb.Forwarding;

/// <summary>A backend that wants a share of a Maglev table.</summary>
/// <param name="Name">Decides which entries it prefers; stable over its life.</param>
/// <param name="Slot">What the table stores, 1 and up.</param>
/// <param name="Weight">Its share relative to the others, 1 and up.</param>
public readonly record struct MaglevMember(string Name, uint Slot, int Weight)
{
    public override string ToString() => $"{Name} in slot {Slot}, weight {Weight}";
}
