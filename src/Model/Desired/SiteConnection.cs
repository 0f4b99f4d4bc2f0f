using Ilb.Model.Snapshots;

namespace Ilb.Model.Desired;

/// <summary>A gateway's side of a tunnel to one site.</summary>
/// <param name="Site">Name of the local network site.</param>
/// <param name="IsConnected">As the operator wants it.</param>
public sealed record SiteConnection(string Site, bool IsConnected, IpsecPolicy Policy)
{
    /// <summary>1 to 128 ASCII letters and digits; a secret, and so not in <see cref="ToString"/>.</summary>
    public required string SharedKey { get; init; }

    public override string ToString() => $"{Site} {(IsConnected ? "connected" : "disconnected")}";
}
