using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.Agent.Attached;

/// <summary>
/// What does not end with the interface that ilb made in a namespace that is not its own: the rules by which answers of the machine leave
/// through it, and by no other. Noted before they are made, forgotten after they are gone.
/// </summary>
internal sealed record AttachmentNote(string Path, ulong Identity, int Table, string[] Addresses)
{
    /// <summary>Before those that users of policy routing have, which are about other addresses.</summary>
    private const int Priority = 100;

    public static AttachmentNote? Read(MachineFolder folder)
    {
        try
        {
            return File.Exists(folder.AttachmentFile) ? JsonSerializer.Deserialize<AttachmentNote>(File.ReadAllText(folder.AttachmentFile)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(MachineFolder folder)
    {
        var whole = folder.AttachmentFile + ".new";
        File.WriteAllText(whole, JsonSerializer.Serialize(this));
        File.Move(whole, folder.AttachmentFile, overwrite: true);
    }

    public void Make(RouteSocket routes)
    {
        foreach (var rule in Rules)
            routes.EnsureRule(rule);
    }

    /// <summary>The rules of the machine of this folder are gone, in whatever namespace they were; with it, if that is gone.</summary>
    public static void Undo(MachineFolder folder)
    {
        if (Read(folder) is { } note && NamespaceSearch.PathOf(note.Identity, note.Path) is { } path)
            note.Remove(path);
        if (Directory.Exists(folder.Path))
            File.Delete(folder.AttachmentFile);
    }

    /// <summary>The second holds for the moment in which the interface goes: the kernel takes its routes before its address.</summary>
    private IEnumerable<RoutingRule> Rules =>
        from address in Addresses.Select(IPAddress.Parse)
        from rule in (RoutingRule[])[new(Priority, (RoutingTable)Table), new(Priority + 1)]
        select rule with { Source = address, IsIpv6 = address.AddressFamily == AddressFamily.InterNetworkV6 };

    private void Remove(string path)
    {
        try
        {
            using var space = NetworkNamespace.Open(path);
            using var routes = space.Run(RouteSocket.Open);
            foreach (var rule in Rules)
                routes.RemoveRule(rule);
        }
        catch (NamespaceException)
        {
            // It went meanwhile, and the rules with it.
        }
    }
}
