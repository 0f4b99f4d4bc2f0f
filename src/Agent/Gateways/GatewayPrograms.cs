namespace Ilb.Agent.Gateways;

/// <summary>The programs of strongSwan that a gateway runs, from Debian's packages, and what is missing of them.</summary>
internal static class GatewayPrograms
{
    public const string Charon = "/usr/lib/ipsec/charon", Swanctl = "/usr/sbin/swanctl", TunnelDevices = "/dev/net/tun";

    private static readonly (string Path, string Package)[] Needed =
    [
        (Charon, "strongswan-charon"),
        (Swanctl, "strongswan-swanctl"),
        ("/usr/lib/ipsec/plugins/libstrongswan-openssl.so", "libstrongswan-standard-plugins"),
        ("/etc/strongswan.conf", "libstrongswan"),
    ];

    private static readonly (string Path, string Package) ForUserspace = ("/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so", "libcharon-extra-plugins");

    /// <summary>Why no gateway can run here; null when one can.</summary>
    public static string? Trouble(bool kernelEsp) => Trouble(kernelEsp, File.Exists);

    internal static string? Trouble(bool kernelEsp, Func<string, bool> exists)
    {
        var missing = (kernelEsp ? Needed : [.. Needed, ForUserspace]).Where(file => !exists(file.Path)).Select(file => file.Package).ToList();
        if (missing.Count > 0)
            return $"gateways need strongSwan: apt-get install {string.Join(' ', missing)}";
        return kernelEsp || exists(TunnelDevices) ? null : $"gateways need {TunnelDevices}, as this kernel has no ESP: modprobe tun";
    }
}
