using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ilb.Model.Rules;

/// <summary>
/// Keys of tunnels. New ones are derived from the random bytes that come with a command, so that deciding stays pure: the same
/// bytes give the same keys, and every name another.
/// </summary>
internal static class SharedKeys
{
    public const int Longest = 128;

    /// <summary>Characters of a key that nobody chose a length for: 190 bits.</summary>
    public const int UsualLength = 32;

    /// <summary>A random key of so many characters has 95 bits; shorter ones are taken with a note.</summary>
    public const int ShortestStrong = 16;

    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Bytes above the largest multiple of the characters are skipped: each character is as likely as any other.</summary>
    private const int Fair = 256 / 62 * 62;

    public static bool IsValid(string? key) => key is { Length: >= 1 and <= Longest } && key.All(char.IsAsciiLetterOrDigit);

    public static string Make(Change change, string network, string site, int length = UsualLength)
    {
        var secret = change.Context.Secret;
        if (secret.Length < 16)
            throw new InvalidOperationException("A shared key can't be made: the command came without random bytes.");
        var key = new StringBuilder(length);
        for (var block = 0; key.Length < length; block++)
            foreach (var number in Block(secret.Span, network, site, block).Where(b => b < Fair).Take(length - key.Length))
                key.Append(Characters[number % Characters.Length]);
        return key.ToString();
    }

    private static byte[] Block(ReadOnlySpan<byte> secret, string network, string site, int block) => HMACSHA256.HashData(
        secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"shared key/{network}/{site}/{block}")));
}
