using Ilb.Agent.Attached;
using Ilb.Agent.Machines;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;

namespace Ilb.Agent;

/// <summary>Removes by name whatever an installation has in the kernel and on the host, but not its stored state.</summary>
public static class TearDown
{
    /// <summary>Machines, interfaces, namespaces, control groups, pins. Nothing there is fine. No agent may be running.</summary>
    /// <param name="log">Told what of the host's could not be put back as it was.</param>
    public static async Task RunAsync(Installation installation, Action<string>? log = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(installation);
        await StopMachinesAsync(installation, cancellation);
        foreach (var folder in MachineFolder.All(installation).ToList())
        {
            AttachmentNote.Undo(folder);
            if (Leftovers.Parse(Path.GetFileName(folder.Path)) is { } port)
                new AttachedInterface(installation, log ?? (_ => { })).GiveBack(port);
            folder.Delete();
        }

        KernelState.Remove(installation.PinDirectory);
        RemoveNamespaces(installation);
        await SizeLimits.RemoveAllAsync(installation);
    }

    /// <summary>Ends the processes of all machines; everything else stays.</summary>
    public static Task StopMachinesAsync(Installation installation, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(installation);
        return Task.WhenAll(MachineFolder.All(installation).Select(folder => SupervisorProcess.StopAsync(folder, cancellation)));
    }

    /// <summary>Interfaces end with the namespace of either side.</summary>
    private static void RemoveNamespaces(Installation installation)
    {
        if (!Directory.Exists(installation.RunDirectory))
            return;
        if (NetworkNamespace.Exists(installation.SwitchNamespace))
        {
            using var inside = SwitchNamespace.Ensure(installation);
            foreach (var link in inside.Routes.List().Where(link => link.Name.StartsWith('p') || link.Name == Uplink.DeviceName))
                inside.Routes.Delete(link.Name);
        }

        new UplinkInterface(installation).GiveBack();
        foreach (var folder in new[] { installation.NamespacesDirectory, installation.UsersDirectory }.Where(Directory.Exists))
            foreach (var pin in Directory.EnumerateFiles(folder).ToList())
                NetworkNamespace.Delete(pin);
        Directory.Delete(installation.RunDirectory, recursive: true);
    }
}
