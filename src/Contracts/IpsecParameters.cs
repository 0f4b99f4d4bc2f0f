using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>What a tunnel proposes and when it makes new keys.</summary>
public sealed class IpsecParameters
{
    /// <summary>RequireEncryption.</summary>
    public string? EncryptionType { get; set; }

    /// <summary>ECP256 with the modern proposals, None with the classic ones.</summary>
    public string? PfsGroup { get; set; }

    public int? SADataSizeKilobytes { get; set; }

    public int? SALifeTimeSeconds { get; set; }

    /// <summary>SHA256, or SHA1 with the classic proposals.</summary>
    public string? HashAlgorithm { get; set; }

    /// <summary>Modern or Classic; classic clients know it not.</summary>
    public string? Proposals { get; set; }

    internal static readonly Shape<IpsecParameters> Shape = new Shape<IpsecParameters>()
        .Text(d => d.EncryptionType)
        .Text(d => d.PfsGroup)
        .Number(d => d.SADataSizeKilobytes)
        .Number(d => d.SALifeTimeSeconds)
        .Text(d => d.HashAlgorithm)
        .Text(d => d.Proposals)
        .InAnyOrder();
}
