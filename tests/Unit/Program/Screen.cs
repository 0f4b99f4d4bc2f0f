using Spectre.Console;

namespace Ilb.Unit.Program;

/// <summary>What is written to a wide console without colours.</summary>
internal static class Screen
{
    public static string[] Lines(Action<IAnsiConsole> show)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        show(console);
        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }
}
