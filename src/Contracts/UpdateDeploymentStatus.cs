using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Starts or suspends a deployment.</summary>
public sealed class UpdateDeploymentStatus
{
    /// <summary>Running or Suspended.</summary>
    public string? Status { get; set; }

    internal static readonly Shape<UpdateDeploymentStatus> Shape = new Shape<UpdateDeploymentStatus>()
        .Text(d => d.Status, required: true);
}
