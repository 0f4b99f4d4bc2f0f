using System.CommandLine;
using System.CommandLine.Completions;
using Ilb.Client;
using Ilb.ControlPlane.Status;
using Ilb.Model.Images;

namespace Ilb.Commands;

/// <summary>`ilb attach`, `ilb detach`: which thing of this host the port of a machine leads to.</summary>
internal static class AttachCommands
{
    public static Command CreateAttach()
    {
        var (settings, data) = (Shared.PublishSettings(), Shared.Data());
        var machine = Machine(settings, data);
        var netns = new Option<string?>("--netns") { Description = "A network namespace, by its path or its name in /run/netns", HelpName = "PATH" };
        var pid = new Option<int?>("--pid") { Description = "The network namespace of a process, by its number", HelpName = "N" };
        var container = new Option<string?>("--container") { Description = "That of a container of docker, podman, containerd or CRI-O, by its id", HelpName = "ID" };
        var link = new Option<string?>("--interface") { Description = "A tap, or the host's side of a veth pair: what is behind it has the machine's address", HelpName = "IF" };
        var mac = new Option<string?>("--mac") { Description = "With --interface: the Ethernet address of who is behind it", HelpName = "MAC" };
        var host = new Option<bool>("--this-host") { Description = "This host itself: its processes reach the network and can serve behind its VIPs" };
        Option[] things = [netns, pid, container, link, host];
        var command = new Command("attach", "Attach a machine of the image 'attached' to something of this host: its port leads there, and ilb runs no process of it")
        {
            machine, netns, pid, container, link, mac, host, settings, data,
        };
        command.Validators.Add(result =>
        {
            if (things.Count(thing => result.GetResult(thing) is { Implicit: false }) != 1)
                result.AddError("Just one of --netns PATH, --pid N, --container ID, --interface IF and --this-host says what the machine is attached to.");
            if (result.GetResult(link) is null != result.GetResult(mac) is null)
                result.AddError("--interface IF and --mac MAC belong together: MAC is the Ethernet address of who is behind the interface.");
        });
        command.SetAction((result, cancellation) => Service.ChangeAsync("attach", result.GetValue(settings), result.GetRequiredValue(data), async client =>
        {
            var name = result.GetRequiredValue(machine);
            await Service.DoneAsync(client, await client.AttachAsync(
                new AttachmentRequest
                {
                    Machine = name,
                    Namespace = PathOf(result.GetValue(netns)),
                    Process = result.GetValue(pid),
                    Container = result.GetValue(container),
                    Interface = result.GetValue(link),
                    Mac = result.GetValue(mac),
                    ThisHost = result.GetValue(host),
                },
                cancellation), cancellation);
            Console.WriteLine($"{name}: attached");
            if (result.GetValue(link) is { } of)
                Console.WriteLine($"Who is behind {of} sets the machine's address by itself, with the first address of its subnet as router: `ilb status` shows it.");
            return 0;
        }));
        return command;
    }

    public static Command CreateDetach()
    {
        var (settings, data) = (Shared.PublishSettings(), Shared.Data());
        var machine = Machine(settings, data);
        var emptySets = Shared.EmptySets();
        var command = new Command("detach", "Free what a machine is attached to and leave it as it was found; the machine waits") { machine, emptySets, settings, data };
        command.SetAction((result, cancellation) => Service.ChangeAsync("detach", result.GetValue(settings), result.GetRequiredValue(data), async client =>
        {
            var name = result.GetRequiredValue(machine);
            await Service.DoneAsync(client, await client.DetachAsync(name, cancellation), cancellation);
            Console.WriteLine($"{name}: detached");
            return 0;
        }, result.GetValue(emptySets)));
        return command;
    }

    /// <summary>As `ip netns` calls it, or where it is; the service may have another working folder.</summary>
    private static string? PathOf(string? told) => told is null || told.Length == 0 ? told
        : told.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(told)
        : Path.Combine("/run/netns", told);

    private static Argument<string> Machine(Option<FileInfo?> settings, Option<DirectoryInfo> data) => new("MACHINE")
    {
        Description = "web1, or MyWebsite1/web1 where two cloud services have one",
        CompletionSources = { (CompletionContext typed) => Service.Suggest(typed, settings, data, Attached) },
    };

    private static IEnumerable<string> Attached(StatusReport report) =>
        report.Machines.Where(machine => machine.Image == MachineImage.Attached.Name).Select(machine => machine.Name);
}
