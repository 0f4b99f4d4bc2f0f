namespace Ilb.Model.Commands;

/// <summary>POST services/hostedservices; exactly one of location and affinity group.</summary>
/// <param name="Label">Plain text (base64 only on the wire).</param>
public sealed record CreateCloudService(
    Guid Subscription,
    string? Name,
    string? Label,
    string? Description,
    string? Location,
    string? AffinityGroup) : Command(Subscription);
