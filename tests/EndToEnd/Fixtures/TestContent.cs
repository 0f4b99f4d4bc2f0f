using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// The responder's test bytes, computed here once more: the 64-bit word at index k is (k + 1) × 0x9E3779B97F4A7C15, little-endian,
/// so that a swapped, lost or repeated segment shows.
/// </summary>
internal sealed class TestContent(long length) : HttpContent
{
    private const int Block = 1 << 18;

    /// <summary>SHA-256 of the first bytes, in hexadecimal.</summary>
    /// <param name="length">A multiple of the block, 256 KiB.</param>
    public static string Sum(long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var block in Blocks(length))
            hash.AppendData(block);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var block in Blocks(length))
            await stream.WriteAsync(block);
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    private static IEnumerable<byte[]> Blocks(long length)
    {
        var block = new byte[Block];
        for (long at = 0; at < length; at += Block)
        {
            for (var i = 0; i < Block; i += sizeof(ulong))
                BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(i), unchecked((ulong)((at + i) / sizeof(ulong) + 1) * 0x9E3779B97F4A7C15));
            yield return block;
        }
    }
}
