using System.Security.Cryptography;
using System.Text;

namespace Ilb.Model.Rules;

/// <summary>Ids of new things: the same operation always gives the same, so that deciding stays pure.</summary>
internal static class DerivedId
{
    public static Guid For(Guid operation, string what)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{operation:N} {what.ToUpperInvariant()}"), hash);
        return new Guid(hash[..16]);
    }
}
