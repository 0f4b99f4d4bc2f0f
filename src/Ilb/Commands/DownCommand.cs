using System.CommandLine;
using Ilb.Agent;
using Ilb.ControlPlane.Identity;
using Ilb.Datapath;
using Ilb.Datapath.Namespaces;

namespace Ilb.Commands;

/// <summary>`ilb down`: removes machines, interfaces and pins; the stored state stays and `ilb serve` makes all of it again.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var data = Shared.Data();
        var command = new Command("down", "Remove all machines, interfaces and programs of an installation; its stored state stays") { data };
        command.SetAction(async (result, cancellation) =>
        {
            var installation = new Agent.Installation(result.GetRequiredValue(data).FullName);
            try
            {
                // Whoever serves would make again at once what is removed here.
                using var alone = DataFolder.Find(installation.DataDirectory)?.Lock();
                await TearDown.RunAsync(installation, cancellation);
                Console.WriteLine($"{installation} is down; 'ilb serve --data {installation.DataDirectory}' brings it back.");
                return 0;
            }
            catch (DataFolderException e)
            {
                await Console.Error.WriteLineAsync($"ilb down: {e.Message}\nEnd 'ilb serve' first, then run this again.");
                return 1;
            }
            catch (Exception e) when (e is KernelException or NamespaceException or UnauthorizedAccessException or IOException)
            {
                await Console.Error.WriteLineAsync($"ilb down: {e.Message}");
                return 1;
            }
        });
        return command;
    }
}
