using System.Text.Json;
using Ilb.Agent.Machines;
using Ilb.Datapath.Netlink;
using Ilb.Forwarding.Kernel;

namespace Ilb.Agent.Attached;

/// <summary>What an interface was like before it became a port: written before it moves, deleted after all of it is back.</summary>
/// <param name="Master">The bridge whose port it was; null: it was nobody's.</param>
internal sealed record InterfaceNote(string Name, string Mac, string? Master, LinkSettings Settings)
{
    /// <summary>Null too for what a loss of power tore: the interface went with it.</summary>
    public static InterfaceNote? Read(MachineFolder folder)
    {
        try
        {
            return File.Exists(folder.InterfaceFile) ? JsonSerializer.Deserialize<InterfaceNote>(File.ReadAllText(folder.InterfaceFile)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static InterfaceNote Of(RouteSocket home, Link link) => new(
        link.Name, link.Mac.ToString(), home.List().FirstOrDefault(other => other.Index == link.Master && link.Master != 0)?.Name, home.Settings(link));

    public void Write(MachineFolder folder)
    {
        folder.Make();
        var whole = folder.InterfaceFile + ".new";
        File.WriteAllText(whole, JsonSerializer.Serialize(this));
        File.Move(whole, folder.InterfaceFile, overwrite: true);
    }

    /// <summary>
    /// At home again it gets back what it had, but for what the host would not have now (a route whose gateway is gone). Another one that has
    /// the name by now is left alone.
    /// </summary>
    /// <param name="second">The name of one that could not have its own.</param>
    /// <returns>What it could not get, a sentence each.</returns>
    public IReadOnlyList<string> Restore(RouteSocket home, string second)
    {
        if (new[] { Name, second }.Select(home.Find).FirstOrDefault(IsOf) is not { } link)
            return [];
        Action[] bridge = Master is not null && home.Find(Master) is { } master ? [() => home.SetMaster(link, master)] : [];
        Action[] steps = [() => home.SetMac(link, MacAddress.Parse(Mac) ?? link.Mac), .. bridge, .. home.Steps(link, Settings)];
        return [.. steps.Select(Refusal).OfType<string>()];
    }

    private static string? Refusal(Action step)
    {
        try
        {
            step();
            return null;
        }
        catch (NetlinkException problem)
        {
            return problem.Message;
        }
    }

    private bool IsOf(Link? link) => link is not null && (link.Mac.ToString() == Mac || link.Mac == MacAddress.Router);
}
