using System.CommandLine;
using Ilb.Manual;

namespace Ilb.Commands;

/// <summary>`ilb man`: the manual page, made from the commands themselves when a package is built.</summary>
internal static class ManCommand
{
    public static Command Create()
    {
        var command = new Command("man", "Print the manual page: ilb man | man -l -") { Hidden = true };
        command.SetAction(result => Console.Write(ManualPage.Of(result.RootCommandResult.Command)));
        return command;
    }
}
