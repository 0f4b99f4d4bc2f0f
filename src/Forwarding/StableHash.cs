using System.Text;

namespace Ilb.Forwarding;

/// <summary>
/// A hash that is the same in every process, on every node and in every version, unlike <see cref="string.GetHashCode()"/>.
/// FNV-1a over UTF-8 with the finalizer of SplitMix64, since FNV alone leaves the high bits of short names alike.
/// </summary>
internal static class StableHash
{
    public static ulong Of(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * 1_099_511_628_211UL;
        return Mix(hash);
    }

    /// <summary>SplitMix64: every bit of the input changes half of the output; a second, independent hash of a hash.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E37_79B9_7F4A_7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return value ^ (value >> 31);
    }
}
