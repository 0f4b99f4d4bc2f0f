namespace Ilb.ControlPlane.Operations;

/// <summary>The words of the API.</summary>
public enum OperationStatus
{
    InProgress,
    Succeeded,
    Failed,
}
