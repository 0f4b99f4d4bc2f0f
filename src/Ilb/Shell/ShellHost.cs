using System.Globalization;
using System.Management.Automation.Host;

namespace Ilb.Shell;

/// <summary>The host of the embedded engine: a console, or a screen in memory.</summary>
internal sealed class ShellHost(TextWriter output, TextWriter error, int width) : PSHost
{
    /// <summary>The console of this process.</summary>
    public static ShellHost Console() => new(System.Console.Out, System.Console.Error, WidthOf(System.Console.IsOutputRedirected));

    /// <summary>Its standard error alone, for a command that has an output of its own, with the errors of the script in it.</summary>
    public static ShellHost Aside(ICollection<ScriptError> errors) =>
        new(System.Console.Error, System.Console.Error, WidthOf(System.Console.IsErrorRedirected)) { Errors = errors };

    /// <summary>Where errors go instead of the screen; null: they are shown.</summary>
    public ICollection<ScriptError>? Errors { get; private init; }

    /// <summary>What a script gave to exit at the prompt; null before.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "ilb";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; } = new ShellUserInterface(output, error, width);

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("Nested prompts are not part of ilb shell.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("Nested prompts are not part of ilb shell.");

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    private static int WidthOf(bool isRedirected) => isRedirected ? 160 : Math.Max(40, System.Console.WindowWidth);
}
