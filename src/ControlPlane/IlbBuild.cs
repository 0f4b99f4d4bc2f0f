namespace Ilb.ControlPlane;

/// <summary>Which ilb this is.</summary>
public static class IlbBuild
{
    /// <summary>"0.1.0".</summary>
    public static string Version { get; } = typeof(IlbBuild).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
