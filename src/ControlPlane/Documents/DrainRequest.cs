using Ilb.ControlPlane.Api;

namespace Ilb.ControlPlane.Documents;

/// <summary>The body of POST ilb/drains; see <see cref="Model.Commands.BeginDrain"/>.</summary>
internal sealed record DrainRequest(IReadOnlyList<string>? Machines, string? Set, double? DeadlineSeconds, string? AtEnd, string? Udp)
{
    public static DrainRequest Of(ApiRequest request) => JsonBody.Read<DrainRequest>(request, "drain", """{"machines":["web1"],"deadlineSeconds":300,"atEnd":"reset"}""");
}
