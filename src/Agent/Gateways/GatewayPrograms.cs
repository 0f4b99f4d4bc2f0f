namespace Ilb.Agent.Gateways;

/// <summary>The programs of strongSwan that a gateway runs, from Debian's packages, and what is missing of them.</summary>
public static class GatewayPrograms
{
    internal const string Charon = "/usr/lib/ipsec/charon", Swanctl = "/usr/sbin/swanctl", TunnelDevices = "/dev/net/tun";

    private static readonly (string Path, string Package)[] Needed =
    [
        (Charon, "strongswan-charon"),
        (Swanctl, "strongswan-swanctl"),
        ("/usr/lib/ipsec/plugins/libstrongswan-openssl.so", "libstrongswan-standard-plugins"),
        ("/etc/strongswan.conf", "libstrongswan"),
    ];

    private static readonly (string Path, string Package) ForUserspace = ("/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so", "libcharon-extra-plugins");

    /// <summary>Debian's packages that gateways need, with a kernel without ESP, and that are not installed.</summary>
    public static IReadOnlyList<string> MissingPackages() => Missing([.. Needed, ForUserspace], File.Exists);

    /// <summary>Why no gateway can run here; null when one can.</summary>
    internal static string? Trouble(bool kernelEsp) => Trouble(kernelEsp, File.Exists);

    internal static string? Trouble(bool kernelEsp, Func<string, bool> exists)
    {
        var missing = Missing(kernelEsp ? Needed : [.. Needed, ForUserspace], exists);
        if (missing.Count > 0)
            return $"gateways need strongSwan: apt-get install {string.Join(' ', missing)}";
        return kernelEsp || exists(TunnelDevices) ? null : $"gateways need {TunnelDevices}, as this kernel has no ESP: modprobe tun";
    }

    private static List<string> Missing(IEnumerable<(string Path, string Package)> needed, Func<string, bool> exists) =>
        [.. needed.Where(file => !exists(file.Path)).Select(file => file.Package)];
}
