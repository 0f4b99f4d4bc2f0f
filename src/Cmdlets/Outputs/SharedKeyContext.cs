namespace Ilb.Cmdlets;

/// <summary>The shared key of a connection.</summary>
public sealed class SharedKeyContext : ManagementOperationContext
{
    public string? Value { get; set; }
}
