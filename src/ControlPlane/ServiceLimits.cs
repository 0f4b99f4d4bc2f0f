namespace Ilb.ControlPlane;

/// <summary>How much the service takes from those who call it.</summary>
public sealed record ServiceLimits
{
    /// <summary>Open connections, of everybody; 16 to 1,000,000. A quarter of them may come from one address.</summary>
    public int Connections { get; init; } = 4_096;

    /// <summary>
    /// Requests a second, of one certificate, or of one address without a valid one; 1 to 100,000. Twice as many are answered at once after a pause.
    /// </summary>
    public int RequestsPerSecond { get; init; } = 1_000;

    /// <summary>The largest request body, bytes; 65,536 to 67,108,864. A network configuration of 100 virtual networks is about 100 KB.</summary>
    public int BodyBytes { get; init; } = 1 << 20;

    /// <summary>Bodies that one subscription sends at once, bytes.</summary>
    internal long BodiesBytes => 32L * BodyBytes;

    /// <summary>A larger body may take long to read: 0.6 MB of attributes take a tenth of a second.</summary>
    internal const int LargeBodyBytes = 16 << 10;

    /// <summary>How long a large body waits for others of its subscription.</summary>
    internal TimeSpan LargeBodyPatience { get; init; } = TimeSpan.FromSeconds(30);

    internal int ConnectionsOfOne => Connections / 4;

    /// <summary>How much of a larger body is still read and dropped, bytes, so that its sender can hear the refusal.</summary>
    internal long DroppedBytes => 16L * BodyBytes;
}
