using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Connects a gateway to a site or disconnects it.</summary>
public sealed class UpdateConnection
{
    /// <summary>Connect or Disconnect.</summary>
    public string? Operation { get; set; }

    internal static readonly Shape<UpdateConnection> Shape = new Shape<UpdateConnection>()
        .Text(d => d.Operation)
        .Ignored("IPAddress")
        .InAnyOrder();
}
