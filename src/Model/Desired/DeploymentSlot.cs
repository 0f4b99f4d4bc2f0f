namespace Ilb.Model.Desired;

/// <summary>The two places for a deployment in a cloud service.</summary>
public enum DeploymentSlot
{
    Production,
    Staging,
}
