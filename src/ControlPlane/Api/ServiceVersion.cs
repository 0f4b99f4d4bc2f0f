using System.Globalization;

namespace Ilb.ControlPlane.Api;

/// <summary>The x-ms-version header: any date from the first version that knew virtual machine deployments on.</summary>
internal static class ServiceVersion
{
    private static readonly DateOnly First = new(2012, 3, 1);

    public static bool TryRead(string? header, out DateOnly version) =>
        DateOnly.TryParseExact(header, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out version)
        && version >= First;
}
