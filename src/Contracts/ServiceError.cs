using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The body of every answer that is not a success.</summary>
public sealed class ServiceError
{
    public string? Code { get; set; }

    public string? Message { get; set; }

    internal static readonly Shape<ServiceError> Shape = new Shape<ServiceError>()
        .Text(d => d.Code, required: true)
        .Text(d => d.Message, required: true);
}
