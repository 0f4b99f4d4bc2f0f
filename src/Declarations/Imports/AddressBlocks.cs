using System.Net;
using System.Net.Sockets;

namespace Ilb.Declarations.Imports;

/// <summary>Subnets for addresses that come without: the /24 around each.</summary>
internal static class AddressBlocks
{
    public const string Usual = "10.0.0.0/24";

    public static string Of(string? address) => address is null ? Usual : $"{address[..address.LastIndexOf('.')]}.0/24";

    public static string NameOf(string block) => $"Subnet-{block[..^5].Replace('.', '-')}";

    /// <summary>Written in full, with four numbers.</summary>
    public static bool IsIPv4(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;
}
