namespace Ilb.Cmdlets;

/// <summary>What was asked for and what became of it.</summary>
public class ManagementOperationContext
{
    /// <summary>The cmdlet.</summary>
    public string? OperationDescription { get; set; }

    public string? OperationId { get; set; }

    /// <summary>Succeeded or Failed.</summary>
    public string? OperationStatus { get; set; }
}
