using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>Gives an endpoint of a role its rules.</summary>
public sealed class EndpointAccess
{
    public string? Role { get; set; }

    public string? Endpoint { get; set; }

    /// <summary>The same as <see cref="Endpoint"/>, as some documents write it.</summary>
    public string? EndPoint { get; set; }

    public string? AccessControl { get; set; }

    internal static readonly Shape<EndpointAccess> Shape = new Shape<EndpointAccess>()
        .Attribute(d => d.Role, "role", required: true)
        .Attribute(d => d.Endpoint, "endpoint")
        .Attribute(d => d.EndPoint, "endPoint")
        .Attribute(d => d.AccessControl, "accessControl", required: true);
}
