using System.Globalization;
using Ilb.Agent;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.MachineContract;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Which of a machine's processes: who keeps it, its first one, or its command.</summary>
internal enum MachinePart
{
    Supervisor,
    First,
    Command,
}

/// <summary>The processes of one machine, as the host sees them.</summary>
internal sealed class MachineProcess(Installation installation, string port)
{
    private readonly MachineFolder _folder = new(Path.Combine(installation.MachinesDirectory, port));

    public MachineState? State => _folder.ReadState();

    /// <summary>SIGKILL; the state that it ends.</summary>
    public async Task<MachineState> KillAsync(MachinePart part)
    {
        var state = State!;
        await Eventually.TrueAsync(() => (state = State!).Status == ProcessStatus.Running && Process(state, part) != 0, $"{port} has a {part}");
        Signals.Send(Process(state, part), Signals.Kill);
        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{state.First}"), $"{port} ends with its {part}");
        return state;
    }

    public Task RunsAgainAsync(MachineState killed) => Eventually.TrueAsync(
        () => State is { Status: ProcessStatus.Running } now && now.First != killed.First, $"{port} runs again", 60);

    private static int Process(MachineState state, MachinePart part) => part switch
    {
        MachinePart.Supervisor => state.Supervisor,
        MachinePart.First => state.First,
        _ => File.ReadAllText($"/proc/{state.First}/task/{state.First}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture)).FirstOrDefault(),
    };
}
