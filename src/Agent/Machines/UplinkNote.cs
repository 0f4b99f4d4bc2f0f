using System.Text.Json;
using Ilb.Datapath.Netlink;

namespace Ilb.Agent.Machines;

/// <summary>
/// What the interface that ilb took had before: written before it moves, deleted after all of it is back. It lies where a restart
/// of the host removes it, as the namespace it tells of.
/// </summary>
internal sealed record UplinkNote(string Name, string Mac, LinkSettings Settings)
{
    public static UplinkNote? Read(Installation installation) => File.Exists(installation.UplinkNote)
        ? JsonSerializer.Deserialize<UplinkNote>(File.ReadAllText(installation.UplinkNote))
        : null;

    public static void Delete(Installation installation) => File.Delete(installation.UplinkNote);

    public bool IsOf(Link link) => link.Name == Name && link.Mac.ToString() == Mac;

    public void Write(Installation installation)
    {
        Directory.CreateDirectory(installation.RunDirectory);
        var whole = installation.UplinkNote + ".new";
        File.WriteAllText(whole, JsonSerializer.Serialize(this));
        File.Move(whole, installation.UplinkNote, overwrite: true);
    }
}
