namespace Ilb.Model.Desired;

/// <summary>How names of the API compare: without case, ordinal.</summary>
public static class Named
{
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    public static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
