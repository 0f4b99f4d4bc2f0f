using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Whether a name is free.</summary>
public sealed class AvailabilityResponse
{
    public bool? Result { get; set; }

    public string? Reason { get; set; }

    internal static readonly Shape<AvailabilityResponse> Shape = new Shape<AvailabilityResponse>()
        .Flag(d => d.Result)
        .Text(d => d.Reason);
}
