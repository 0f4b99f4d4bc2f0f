namespace Ilb.ControlPlane.Documents;

/// <summary>A subscription of the list.</summary>
/// <param name="Certificates">How many open it.</param>
/// <param name="IsOperator">Whether it is that of the host's operator.</param>
internal sealed record TenantLine(Guid Id, string Name, int Certificates, bool IsOperator);
