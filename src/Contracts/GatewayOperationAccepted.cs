using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The answer to a change of a gateway that goes on after it.</summary>
public sealed class GatewayOperationAccepted
{
    /// <summary>Of its operation.</summary>
    public string? Id { get; set; }

    internal static readonly Shape<GatewayOperationAccepted> Shape = new Shape<GatewayOperationAccepted>()
        .Text(d => d.Id, name: "ID");
}
