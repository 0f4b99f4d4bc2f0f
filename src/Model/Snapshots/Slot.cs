namespace Ilb.Model.Snapshots;

/// <summary>
/// A dense number the kernel sees, given by the control plane and stored. The generation (1 and up) tells two tenants of one
/// index apart, so that a flow or a cached decision of the former never reaches the latter. Index 0 is never given.
/// </summary>
public readonly record struct Slot(uint Index, uint Generation)
{
    public override string ToString() => $"{Index}.{Generation}";
}
