using System.Buffers.Binary;

namespace Ilb.Machine.Responding;

/// <summary>
/// Bytes that a test can compute for itself: the 64-bit word at index k is (k + 1) × 0x9E3779B97F4A7C15, little-endian, so that
/// no two words of a transfer are equal and a swapped or repeated segment shows.
/// </summary>
internal static class TestBytes
{
    public static void Fill(Span<byte> block, long offset)
    {
        Span<byte> word = stackalloc byte[8];
        for (var i = 0; i < block.Length;)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, unchecked((ulong)((offset + i) / 8 + 1) * 0x9E3779B97F4A7C15));
            var from = (int)((offset + i) % 8);
            var length = Math.Min(8 - from, block.Length - i);
            word.Slice(from, length).CopyTo(block[i..]);
            i += length;
        }
    }
}
