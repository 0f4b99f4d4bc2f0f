using Ilb.ControlPlane.Resources;

namespace Ilb.ControlPlane.Api;

/// <summary>What can be asked for.</summary>
public static class ApiRoutes
{
    /// <summary>In the order in which they are tried, relative to the subscription. Those who would answer are made of nothing here, so none can be asked.</summary>
    public static IReadOnlyList<(string Method, string Pattern)> All => [.. Routes.Table(null!, null!, new PackageResource(null!, null!), null!, null!, null!).Routes.Select(route => (route.Method, route.Pattern))];
}
