namespace Ilb.ControlPlane.Documents;

/// <summary>The body of POST ilb/drains; see <see cref="Model.Commands.BeginDrain"/>.</summary>
internal sealed record DrainRequest(IReadOnlyList<string>? Machines, string? Set, double? DeadlineSeconds, string? AtEnd, string? Udp);
