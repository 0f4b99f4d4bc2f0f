using System.CommandLine;
using Ilb.ControlPlane.Store;

namespace Ilb.Commands;

/// <summary>`ilb store-format`: what a package asks before it replaces a program by an earlier one.</summary>
internal static class StoreFormatCommand
{
    public static Command Create()
    {
        var data = Shared.Data();
        var known = new Option<bool>("--known") { Description = "The format that this program writes, and the newest that it reads" };
        var command = new Command("store-format", "Print the number of the format of what is stored in a data folder, 0 for nothing") { data, known };
        command.Hidden = true;
        command.SetAction(result => Console.WriteLine(result.GetValue(known) ? StoreFormat.Current : StoreFormat.Of(result.GetRequiredValue(data).FullName) ?? 0));
        return command;
    }
}
