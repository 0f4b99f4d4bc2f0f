using System.Collections;
using System.Runtime.InteropServices;
using Ilb.Machine.Kernel;

namespace Ilb.Machine.Supervision;

/// <summary>Runs a command inside a running machine, as its root; the terminal and the exit code are the caller's.</summary>
internal static class Entry
{
    private const int NotFound = 127;

    /// <param name="first">The machine's first process, as the host sees it.</param>
    public static int Run(int first, IReadOnlyList<string> command)
    {
        const int users = 0x10000000, others = 0x20000 | 0x4000000 | 0x8000000 | 0x20000000 | 0x40000000;
        var machine = (int)Child.Check("find the machine", Libc.CallBlocking((nint)CallNumber.PidfdOpen, first, 0, 0, 0, 0, 0));
        using var script = new CallScript();
        var channel = Child.OpenChannel();
        CommandLine.ResetSignals(script);
        script.Must("close the parent's end", CallNumber.Close, channel.Parent);
        script.Must("enter the machine", CallNumber.Setns, machine, others);
        script.Must("enter its users", CallNumber.Setns, machine, users);
        CommandLine.Become(script, new UserAccount(0, 0, "/"));
        CommandLine.LeaveKeyring(script);
        script.Fork("start the command");
        script.Must("go to /", CallNumber.Chdir, "/");
        CommandLine.Execute(script, command, Variables());

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => context.Cancel = true);
        var child = Child.Start(script, 0, channel);
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

        return child.Wait();
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
