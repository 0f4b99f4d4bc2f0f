namespace Ilb.Datapath.Namespaces;

/// <summary>Kernel settings of the network namespace that the calling thread is in.</summary>
public static class Sysctl
{
    /// <param name="name">
    /// With dots, "net.ipv4.ip_forward", or with slashes, where a part has a dot of its own. A setting this kernel lacks is left alone.
    /// </param>
    public static void Write(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        var file = "/proc/sys/" + (name.Contains('/', StringComparison.Ordinal) ? name : name.Replace('.', '/'));
        if (File.Exists(file))
            File.WriteAllText(file, value);
    }
}
