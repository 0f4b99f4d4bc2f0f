using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Creates the gateway of a virtual network.</summary>
public sealed class CreateGateway
{
    public string? GatewaySize { get; set; }

    /// <summary>StaticRouting or DynamicRouting.</summary>
    public string? GatewayType { get; set; }

    internal static readonly Shape<CreateGateway> Shape = new Shape<CreateGateway>()
        .Text(d => d.GatewaySize)
        .Text(d => d.GatewayType, name: "gatewayType")
        .InAnyOrder();
}
