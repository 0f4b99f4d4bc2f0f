using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Makes a new shared key.</summary>
public sealed class ResetSharedKey
{
    /// <summary>Characters, 1 to 128.</summary>
    public int? KeyLength { get; set; }

    internal static readonly Shape<ResetSharedKey> Shape = new Shape<ResetSharedKey>()
        .Number(d => d.KeyLength);
}
