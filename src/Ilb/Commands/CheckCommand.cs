using System.CommandLine;
using System.Net;
using Ilb.Checks;
using Spectre.Console;

namespace Ilb.Commands;

/// <summary>`ilb check`: a line for each thing ilb needs of this host; a failure names the fix.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var data = Shared.Data();
        var listen = Shared.Listen();
        var command = new Command("check", "Tell whether this host can run ilb, and what to do where it can't") { data, listen };
        command.SetAction(result => Run(result.GetRequiredValue(data), result.GetRequiredValue(listen), metrics: null, onlyTrouble: false) ? 0 : 1);
        return command;
    }

    /// <summary>Runs the checks and prints them; false when one says that ilb can't run here.</summary>
    public static bool Run(DirectoryInfo data, IPEndPoint listen, IPEndPoint? metrics, bool onlyTrouble)
    {
        var good = true;
        foreach (var check in HostChecks.Run(data.FullName, listen, metrics))
        {
            good &= check.Outcome != CheckOutcome.Bad;
            if (!onlyTrouble || check.Outcome == CheckOutcome.Bad)
                AnsiConsole.MarkupLineInterpolated($"{Mark(check.Outcome)} {check.Name,-11} {check.Detail}{Fix(check)}");
        }

        return good;
    }

    private static string Mark(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Good => "ok     ",
        CheckOutcome.Limited => "limited",
        _ => "FAILED ",
    };

    private static string Fix(CheckResult check) => check.Fix is null ? "" : $"\n                    fix: {check.Fix}";
}
