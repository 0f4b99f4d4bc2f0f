using System.CommandLine;
using Ilb.Agent;
using Ilb.ControlPlane.Identity;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;

namespace Ilb.Commands;

/// <summary>`ilb down`: removes machines, interfaces and pins; the stored state stays and `ilb serve` makes all of it again.</summary>
internal static class DownCommand
{
    private const string Name = "down";

    public static Command Create()
    {
        var data = Shared.Data();
        var command = new Command(Name, "Remove all machines, interfaces and programs of an installation; its stored state stays") { data };
        command.SetAction((result, cancellation) => Root.IsMissing(Name)
            ? Task.FromResult(1)
            : RunAsync(new Agent.Installation(result.GetRequiredValue(data).FullName), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Agent.Installation installation, CancellationToken cancellation)
    {
        if (!Directory.Exists(installation.DataDirectory) && !installation.HasTraces)
        {
            Console.WriteLine($"Nothing to remove: there is no data folder {installation.DataDirectory}, and nothing of it on this host.");
            return 0;
        }

        try
        {
            // Whoever serves would make again at once what is removed here.
            using var alone = DataFolder.Find(installation.DataDirectory)?.Lock();
            await TearDown.RunAsync(installation, Console.Error.WriteLine, cancellation);
            Console.WriteLine($"{installation} is down; 'ilb serve --data {installation.DataDirectory}' brings it back.");
            return 0;
        }
        catch (DataFolderException e) when (e.IsInUse)
        {
            await Console.Error.WriteLineAsync($"ilb down: {e.Message} End that first, then run this again.");
            return 1;
        }
        catch (Exception e) when (e is DataFolderException or KernelException or NamespaceException or NetlinkException
                                      or UnauthorizedAccessException or IOException)
        {
            await Console.Error.WriteLineAsync($"ilb down: {e.Message}");
            return 1;
        }
    }
}
