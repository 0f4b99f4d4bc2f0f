namespace Ilb.Declarations.Service;

/// <summary>Names of the service are compared without regard to case.</summary>
internal static class Named
{
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    public static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
