using System.Collections;
using System.Runtime.InteropServices;
using Ilb.Machine.Kernel;

namespace Ilb.Machine.Supervision;

/// <summary>Runs a command inside a running machine, as its root, in a session of its own; the exit code is the caller's.</summary>
internal static class Entry
{
    private const int NotFound = 127;

    /// <param name="first">The machine's first process, as the host sees it.</param>
    public static int Run(int first, IReadOnlyList<string> command)
    {
        using var terminal = Terminal.Open(first);
        using var script = new CallScript();
        var channel = Child.OpenChannel();
        Prepare(script, first, channel, terminal);
        CommandLine.Execute(script, command, Variables());

        // Listening comes first: the command may be interrupted as soon as it runs.
        Child? child = null;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Forward(context, child));
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => Forward(context, child));
        child = Child.Start(script, 0, channel);
        try
        {
            child.WaitForExec(script);
        }
        catch (LaunchException problem)
        {
            Console.Error.WriteLine($"cannot {problem.Message}");
            child.Wait();
            return NotFound;
        }

        return terminal is null ? child.Wait() : terminal.Relay(child.Wait);
    }

    private static void Prepare(CallScript script, int first, (int Parent, int Child) channel, Terminal? terminal)
    {
        const int users = 0x10000000, others = 0x20000 | 0x4000000 | 0x8000000 | 0x20000000 | 0x40000000, hangUp = 1, kill = 9;
        var machine = (int)Child.Check("find the machine", Libc.CallBlocking((nint)CallNumber.PidfdOpen, first, 0, 0, 0, 0, 0));
        CommandLine.ResetSignals(script);
        script.Must("close the parent's end", CallNumber.Close, channel.Parent);
        script.Must("enter the machine", CallNumber.Setns, machine, others);
        script.Must("enter its users", CallNumber.Setns, machine, users);
        CommandLine.Become(script, new UserAccount(0, 0, "/"));
        CommandLine.LeaveKeyring(script);
        CommandLine.FollowParent(script, kill);
        script.Fork("start the command");
        CommandLine.FollowParent(script, hangUp);
        script.Must("make a session", CallNumber.Setsid);
        terminal?.Give(script);
        script.Must("go to /", CallNumber.Chdir, "/");
    }

    /// <summary>In its own session the command does not hear what the terminal's driver sends to the caller's.</summary>
    private static void Forward(PosixSignalContext context, Child? child)
    {
        if (child is null)
            return;
        context.Cancel = true;
        foreach (var leader in Child.Children(child.Id))
            Child.Signal(-leader, context.Signal == PosixSignal.SIGINT ? 2 : 3);
    }

    /// <summary>Only what a terminal needs; nothing else of the host's environment is a machine's business.</summary>
    private static List<string> Variables()
    {
        var variables = new List<string> { $"PATH={CommandLine.SearchPath}", "HOME=/" };
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is "TERM" or "LANG" or "COLUMNS" or "LINES" or "COLORTERM")
                variables.Add($"{variable.Key}={variable.Value}");
        }

        return variables;
    }
}
