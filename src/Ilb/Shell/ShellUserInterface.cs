using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace Ilb.Shell;

/// <summary>Writes for the engine; asks only at a terminal.</summary>
internal sealed class ShellUserInterface(TextWriter output, TextWriter error, int width) : PSHostUserInterface
{
    private readonly bool _isTerminal = output == Console.Out && !Console.IsOutputRedirected;
    private bool _hasProgress;

    public override PSHostRawUserInterface RawUI { get; } = new ShellScreen(width);

    public override bool SupportsVirtualTerminal => _isTerminal;

    public override void Write(string value)
    {
        EndProgress();
        output.Write(_isTerminal ? value : new StringDecorated(value).ToString(OutputRendering.PlainText));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (!_isTerminal)
        {
            Write(value);
            return;
        }

        Console.ForegroundColor = foregroundColor;
        Write(value);
        Console.ResetColor();
    }

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value)
    {
        EndProgress();
        error.WriteLine(_isTerminal && !Console.IsErrorRedirected ? $"\e[31m{value}\e[0m" : value);
    }

    public override void WriteWarningLine(string message) => WriteErrorLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteErrorLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteErrorLine("DEBUG: " + message);

    /// <summary>One line that the next output overwrites.</summary>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (!_isTerminal) return;
        EndProgress();
        if (record.RecordType == ProgressRecordType.Completed) return;
        output.Write($"\r\e[2m{record.Activity}: {record.StatusDescription} …\e[0m\e[K");
        _hasProgress = true;
    }

    public override string ReadLine() => Ask(() => Console.ReadLine() ?? "");

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("ilb shell reads no secrets.");

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => Ask(() =>
    {
        var keys = choices.Select(c => c.Label.Length > c.Label.IndexOf('&') + 1 ? c.Label[(c.Label.IndexOf('&') + 1)..][..1] : c.Label).ToList();
        var labels = choices.Select((c, i) => $"[{keys[i]}] {c.Label.Replace("&", "", StringComparison.Ordinal)}");
        while (true)
        {
            Write($"{caption}\n{message}\n{string.Join("  ", labels)} (default is \"{(defaultChoice < 0 ? "" : keys[defaultChoice])}\"): ");
            var answer = Console.ReadLine();
            if (string.IsNullOrEmpty(answer) && defaultChoice >= 0) return defaultChoice;
            var chosen = keys.FindIndex(k => k.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0) return chosen;
        }
    });

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => Ask(() =>
    {
        Write($"{caption}\n{message}\n");
        return descriptions.ToDictionary(d => d.Name, d =>
        {
            Write(d.Name + ": ");
            return PSObject.AsPSObject(Console.ReadLine() ?? "");
        });
    });

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("ilb shell asks for no credentials.");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException("ilb shell asks for no credentials.");

    public void EndProgress()
    {
        if (!_hasProgress) return;
        _hasProgress = false;
        output.Write("\r\e[K");
    }

    private static T Ask<T>(Func<T> ask) =>
        Console.IsInputRedirected
            ? throw new NotSupportedException("Nobody can be asked: this is not a terminal. Give all parameters; -Force or -Confirm:$false where offered.")
            : ask();
}
