using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Resets or resizes a gateway.</summary>
public sealed class UpdateGateway
{
    public string? GatewaySize { get; set; }

    /// <summary>Reset or Resize.</summary>
    public string? Operation { get; set; }

    internal static readonly Shape<UpdateGateway> Shape = new Shape<UpdateGateway>()
        .Text(d => d.GatewaySize)
        .Text(d => d.Operation)
        .InAnyOrder();
}
