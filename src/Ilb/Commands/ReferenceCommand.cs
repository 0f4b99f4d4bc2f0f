using System.CommandLine;
using Ilb.Manual;
using Ilb.Shell;

namespace Ilb.Commands;

/// <summary>`ilb reference`: writes docs/reference. For those who work on ilb, so the help does not show it.</summary>
internal static class ReferenceCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Where to" };
        var command = new Command("reference", "Write the reference of commands, cmdlets, declarations, API, verdicts and metrics") { folder };
        command.Hidden = true;
        command.SetAction(async (result, cancellation) =>
        {
            var into = Directory.CreateDirectory(result.GetRequiredValue(folder).FullName);
            foreach (var (file, text) in Reference.Pages(result.RootCommandResult.Command, Path.GetDirectoryName(ModuleFile.Path)!))
                await File.WriteAllTextAsync(Path.Combine(into.FullName, file), text, cancellation);
        });
        return command;
    }
}
