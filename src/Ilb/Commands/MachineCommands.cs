using System.CommandLine;
using System.CommandLine.Completions;
using Ilb.Agent;

namespace Ilb.Commands;

/// <summary>`ilb exec`, `ilb logs`: what an operator on this host does with one machine.</summary>
internal static class MachineCommands
{
    public static Command CreateExec()
    {
        var data = Shared.Data();
        var machine = Machine(data);
        var words = new Argument<string[]>("COMMAND") { Description = "The command and its arguments, after --", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", "Run a command inside a machine: ilb exec web1 -- curl http://10.1.0.7:100") { data, machine, words };
        command.SetAction((result, cancellation) => OnMachineAsync("exec", result.GetRequiredValue(data), shell =>
            shell.ExecuteAsync(result.GetRequiredValue(machine), result.GetRequiredValue(words), cancellation)));
        return command;
    }

    public static Command CreateLogs()
    {
        var data = Shared.Data();
        var machine = Machine(data);
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on as the machine writes" };
        var command = new Command("logs", "Show what a machine wrote to its output") { data, machine, follow };
        command.SetAction((result, cancellation) => OnMachineAsync("logs", result.GetRequiredValue(data), async shell =>
        {
            await LogFile.ShowAsync(shell.LogPath(result.GetRequiredValue(machine)), result.GetValue(follow), cancellation);
            return 0;
        }));
        return command;
    }

    public static Argument<string> Machine(Option<DirectoryInfo> data) => new("MACHINE")
    {
        Description = "web1, MyWebsite1/web1 where two cloud services have one, or the port, 3.1",
        CompletionSources = { typed => NamesAt(typed, data) },
    };

    /// <summary>What Tab offers after a command that takes a machine.</summary>
    public static IEnumerable<string> Names(DirectoryInfo data) => new MachineShell(new Installation(data.FullName)).Names();

    /// <summary>The same; none where help is written, which asks too and knows no folder.</summary>
    public static IEnumerable<string> NamesAt(CompletionContext typed, Option<DirectoryInfo> data) =>
        typed.ParseResult.GetValue(data) is { } folder ? Names(folder) : [];

    /// <summary>Runs something on the installation's machines; a machine that is not there or not running is one sentence.</summary>
    public static async Task<int> OnMachineAsync(string command, DirectoryInfo data, Func<MachineShell, Task<int>> work)
    {
        if (Root.IsMissing(command))
            return 1;
        if (!data.Exists)
        {
            await Console.Error.WriteLineAsync($"ilb {command}: {SettingsFile.NoDataFolder(data)}");
            return 1;
        }

        try
        {
            return await work(new MachineShell(new Installation(data.FullName)));
        }
        catch (MachineNotFoundException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
