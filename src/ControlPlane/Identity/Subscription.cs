namespace Ilb.ControlPlane.Identity;

/// <summary>A tenant and the management certificates that open it.</summary>
/// <param name="Certificates">SHA-256 thumbprints, upper-case hex.</param>
public sealed record Subscription(Guid Id, string Name, IReadOnlyList<string> Certificates)
{
    public override string ToString() => $"{Name} ({Id})";
}
