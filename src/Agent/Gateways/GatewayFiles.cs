using System.Security.Cryptography;
using System.Text;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>Writes what a gateway reads: its keys are for its own root and nobody else.</summary>
internal static class GatewayFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int SeedLength = 32;

    /// <summary>Before its process starts, and whenever a tunnel changes.</summary>
    public static void Write(Installation installation, GatewayEntry gateway, string settings)
    {
        var folder = MachineFolder.Of(installation, gateway.Port);
        Directory.CreateDirectory(folder.SwanctlFolder);
        WriteSettings(folder.CharonFile, settings);
        var tunnels = CharonText.Tunnels(gateway, Seed(folder));
        if (Tunnels(folder) != tunnels)
            Replace(folder.TunnelsFile, Encoding.UTF8.GetBytes(tunnels), SpecBuilder.FirstIdOf(gateway.Port));
    }

    /// <summary>What charon reads; empty before it was written.</summary>
    public static string Tunnels(MachineFolder folder) => File.Exists(folder.TunnelsFile) ? File.ReadAllText(folder.TunnelsFile) : "";

    /// <summary>Made once, and the host's alone. Another one would end and start the tunnels anew, no more.</summary>
    private static byte[] Seed(MachineFolder folder)
    {
        var path = Path.Combine(folder.Path, "seed");
        if (!File.Exists(path) || new FileInfo(path).Length != SeedLength)
            Replace(path, RandomNumberGenerator.GetBytes(SeedLength), owner: 0);
        return File.ReadAllBytes(path);
    }

    /// <summary>In place: it is mounted by itself, and another file of that name would not be seen.</summary>
    private static void WriteSettings(string path, string settings)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != settings)
            File.WriteAllText(path, settings);
    }

    private static void Replace(string path, byte[] content, long owner)
    {
        var made = path + ".new";
        File.Delete(made);
        using (var file = new FileStream(made, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            file.Write(content);
        FileOwner.Give(made, owner);
        File.Move(made, path, overwrite: true);
    }
}
