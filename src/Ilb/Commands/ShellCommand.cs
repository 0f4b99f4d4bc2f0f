using System.CommandLine;
using Ilb.Shell;

namespace Ilb.Commands;

/// <summary>`ilb shell`: PowerShell with the cmdlets loaded and connected.</summary>
internal static class ShellCommand
{
    public static Command Create()
    {
        var script = new Argument<FileInfo?>("FILE.ps1")
        {
            Description = "A script to run; without it and -c, a prompt",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var text = Shared.Script();
        var embedded = new Option<bool>("--embedded") { Description = "Use the engine inside ilb even where pwsh is installed" };
        var settings = Shared.PublishSettings();
        var data = Shared.Data();
        var command = new Command("shell", "PowerShell with the cmdlets of the announcement, connected to the service")
        {
            script, text, embedded, settings, data,
        };
        command.SetAction((result, cancellation) =>
        {
            // Said, but no reason to end: help works without a service, and other publish settings can be imported.
            SettingsFile.Find("shell", result.GetValue(settings), result.GetRequiredValue(data));
            return ShellRunner.RunAsync(
                result.GetValue(script)?.FullName,
                result.GetValue(text),
                SettingsFile.Path(result.GetValue(settings), result.GetRequiredValue(data)),
                result.GetRequiredValue(data).FullName,
                result.GetValue(embedded),
                cancellation);
        });
        return command;
    }
}
