namespace Ilb.ControlPlane.Packages;

/// <summary>Bounds on packages, so that one request can fill neither disk nor memory.</summary>
internal static class PackageLimits
{
    /// <summary>Of the file, bytes.</summary>
    public const long MostBytes = 256L << 20;

    /// <summary>Of what it unpacks to, bytes: what its headers say, and nothing else may come out.</summary>
    public const long MostUnpackedBytes = 1L << 30;

    public const int MostEntries = 10_000;

    /// <summary>Of the list of entries at the end of the file, bytes: it is read whole before the entries can be counted.</summary>
    public const long MostDirectoryBytes = 4L << 20;

    public const int MostDepth = 32;

    /// <summary>Of an entry, bytes: the kernel takes 4,096, in which the data folder has to be as well.</summary>
    public const int LongestPath = 1024;

    /// <summary>Kept for one subscription.</summary>
    public const int MostPackages = 20;

    /// <summary>On their way at a time, of one subscription.</summary>
    public const int MostArriving = 4;

    /// <summary>How long one may be on its way.</summary>
    public static readonly TimeSpan LongestArrival = TimeSpan.FromMinutes(30);

    /// <summary>How long a package is kept that no deployment uses.</summary>
    public static readonly TimeSpan Unused = TimeSpan.FromHours(1);
}
