namespace Ilb.Model.Commands;

/// <summary>An EndpointAcl of a .cscfg file: gives an endpoint of a role an access control.</summary>
public sealed record EndpointAclElement(string Role, string? Endpoint, string AccessControl);
