using System.Collections.Immutable;
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

    /// <summary>Before its process starts, and whenever a tunnel changes.</summary>
    public static void Write(Installation installation, GatewayEntry gateway, string settings)
    {
        var folder = MachineFolder.Of(installation, gateway.Port);
        Directory.CreateDirectory(folder.SwanctlFolder);
        WriteSettings(folder.CharonFile, settings);
        var tunnels = CharonText.Tunnels(gateway);
        if (!File.Exists(folder.TunnelsFile) || File.ReadAllText(folder.TunnelsFile) != tunnels)
            Replace(folder.TunnelsFile, tunnels, SpecBuilder.FirstIdOf(gateway.Port));
    }

    /// <summary>Connection → a word that is another one with other terms, and tells none of them.</summary>
    public static ImmutableDictionary<string, string> VersionsOf(GatewayEntry gateway) =>
        gateway.Tunnels.Where(tunnel => tunnel.IsConnected).ToImmutableDictionary(
            tunnel => CharonText.NameOf(tunnel.Site),
            tunnel => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CharonText.Tunnels(gateway with { Tunnels = [tunnel] })))));

    /// <summary>In place: it is mounted by itself, and another file of that name would not be seen.</summary>
    private static void WriteSettings(string path, string settings)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != settings)
            File.WriteAllText(path, settings);
    }

    private static void Replace(string path, string text, long owner)
    {
        var made = path + ".new";
        File.Delete(made);
        using (var file = new FileStream(made, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            file.Write(Encoding.UTF8.GetBytes(text));
        FileOwner.Give(made, owner);
        File.Move(made, path, overwrite: true);
    }
}
