using System.Security.Cryptography;
using System.Text;
using Ilb.Model.Snapshots;

namespace Ilb.Agent;

/// <summary>
/// One data folder and everything of it in the kernel, told apart from other installations on the host by an id made of its path.
/// </summary>
public sealed class Installation
{
    private const string NoteName = "data-folder";

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

    /// <summary>Pins of the user namespaces that own the network namespaces of gateways.</summary>
    public string UsersDirectory => Path.Combine(RunDirectory, "users");

    public string UsersPath(Slot gateway) => Path.Combine(UsersDirectory, gateway.ToString());

    /// <summary>Where the host sides of all ports live; nothing else of the host does.</summary>
    public string SwitchNamespace => Path.Combine(NamespacesDirectory, "switch");

    /// <summary>Where an interface of the host is while it is the uplink.</summary>
    public string UplinkNamespace => Path.Combine(NamespacesDirectory, "uplink");

    /// <summary>What that interface had before.</summary>
    public string UplinkNote => Path.Combine(RunDirectory, "uplink.json");

    public string PinDirectory => $"/sys/fs/bpf/{Name}";

    /// <summary>Whether anything of it is on this host outside its data folder.</summary>
    public bool HasTraces => Directory.Exists(RunDirectory) || Directory.Exists(PinDirectory);

    /// <summary>The data folder of an installation that is known by its name only; null when none was noted.</summary>
    public static string? DataDirectoryOf(string name)
    {
        var note = Path.Combine("/run", name, NoteName);
        return File.Exists(note) ? File.ReadAllText(note).Trim() : null;
    }

    /// <summary>Notes the data folder where everything else of it is found: the id does not lead back to the path.</summary>
    public void NoteDataDirectory()
    {
        Directory.CreateDirectory(RunDirectory);
        File.WriteAllText(Path.Combine(RunDirectory, NoteName), DataDirectory + "\n");
    }

    public override string ToString() => $"{Name} ({DataDirectory})";

    /// <summary>Without links: machines are kept from the folder itself, under whatever name it was given.</summary>
    private static string Resolve(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var whole = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return Directory.Exists(whole) && new DirectoryInfo(whole).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Resolve(target.FullName) : whole;
    }
}
