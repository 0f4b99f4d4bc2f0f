using System;

namespace Ilb.Cmdlets;

/// <summary>Names of the service are compared without regard to case.</summary>
internal static class Names
{
    public static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
