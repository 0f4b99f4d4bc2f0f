using System.Security.Cryptography;
using System.Text;

namespace Ilb.Agent;

/// <summary>
/// One data folder and everything of it in the kernel, told apart from other installations on the host by an id made of its path.
/// </summary>
public sealed class Installation
{
    public Installation(string dataDirectory)
    {
        DataDirectory = Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataDirectory)));
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DataDirectory)))[..8];
    }

    public string DataDirectory { get; }

    /// <summary>Eight hexadecimal digits.</summary>
    public string Id { get; }

    public string Name => $"ilb-{Id}";

    /// <summary>A folder per machine, named by its port: "3.1".</summary>
    public string MachinesDirectory => Path.Combine(DataDirectory, "machines");

    public string RunDirectory => $"/run/{Name}";

    /// <summary>Pins of network namespaces: "switch" and one per machine.</summary>
    public string NamespacesDirectory => Path.Combine(RunDirectory, "netns");

    /// <summary>Where the host sides of all ports live; nothing else of the host does.</summary>
    public string SwitchNamespace => Path.Combine(NamespacesDirectory, "switch");

    public string PinDirectory => $"/sys/fs/bpf/{Name}";

    /// <summary>Without links: machines are kept from the folder itself, under whatever name it was given.</summary>
    private static string Resolve(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var whole = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return Directory.Exists(whole) && new DirectoryInfo(whole).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Resolve(target.FullName) : whole;
    }

    public override string ToString() => $"{Name} ({DataDirectory})";
}
