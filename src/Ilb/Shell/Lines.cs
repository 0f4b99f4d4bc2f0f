using System.Management.Automation.Language;

namespace Ilb.Shell;

/// <summary>Reads commands: line by line from a terminal, as one script from anything else.</summary>
internal static class Lines
{
    public static int Read(ShellSession session) => Console.IsInputRedirected ? session.Run(Console.In.ReadToEnd()) : Converse(session);

    private static int Converse(ShellSession session)
    {
        var editor = new LineEditor(new Completion(session.Runspace));
        Console.CancelKeyPress += Interrupt;
        try
        {
            while (session.ExitCode is null && ReadCommand(editor) is { } command)
                if (!string.IsNullOrWhiteSpace(command)) session.Run(command);
            return session.ExitCode ?? 0;
        }
        finally
        {
            Console.CancelKeyPress -= Interrupt;
        }

        void Interrupt(object? sender, ConsoleCancelEventArgs pressed)
        {
            pressed.Cancel = true;
            session.Stop();
        }
    }

    /// <summary>Lines until they are a whole command; null at the end of input.</summary>
    private static string? ReadCommand(LineEditor editor)
    {
        var command = editor.Read("ilb> ");
        while (command is not null && IsIncomplete(command))
        {
            if (editor.Read(">> ") is not { } next) return "";
            command += "\n" + next;
        }

        return command;
    }

    private static bool IsIncomplete(string command)
    {
        Parser.ParseInput(command, out _, out var errors);
        return errors.Any(e => e.IncompleteInput);
    }
}
