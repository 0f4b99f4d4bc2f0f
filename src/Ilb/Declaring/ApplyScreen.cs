using Ilb.Declarations.Differences;
using Ilb.Status;
using Spectre.Console;

namespace Ilb.Declaring;

/// <summary>What `ilb apply` found and did, for people.</summary>
internal static class ApplyScreen
{
    private static readonly Dictionary<string, string> Signs = new() { [Change.Add] = "+", [Change.Alter] = "~", [Change.Remove] = "-" };

    /// <summary>What would be done, and what that does to traffic.</summary>
    public static void ShowPlanned(IAnsiConsole console, ApplyReport report)
    {
        foreach (var change in report.Changes)
            Show(console, change);
        if (report.Plan is { } plan)
            PlanScreen.ShowTraffic(console, plan);
        foreach (var problem in report.Problems)
            console.MarkupLineInterpolated($"[red]refused[/] {problem}");
        foreach (var refusal in report.Refused)
            console.MarkupLineInterpolated($"[red]refused[/] {refusal.What}: {refusal.Message}");
        console.MarkupLineInterpolated($"[bold]{Summary(report)}[/]{(report.IsRefused ? " Nothing was done." : "")}");
    }

    /// <summary>How far it came.</summary>
    public static void ShowDone(IAnsiConsole console, ApplyReport report)
    {
        if (report.Failed is not { } failed)
            return;
        console.MarkupLineInterpolated($"[red]failed[/] {failed.What}: {failed.Message}");
        foreach (var step in report.Steps.Skip(report.Done + 1))
            console.MarkupLineInterpolated($"not done: {step}");
        console.MarkupLineInterpolated($"[bold]{report.Done} of {report.Steps.Count} steps were done.[/] Once the cause is mended, the same command goes on from here.");
    }

    // Not a table: a screen is too narrow for what a set is like.
    private static void Show(IAnsiConsole console, Change change)
    {
        var isNew = change.Action == Change.Add && change.Details.Count > 0;
        console.MarkupLineInterpolated($"{Signs[change.Action]} {change.Kind} [bold]{change.Name}[/]{(isNew ? $"  {string.Join(", ", change.Details)}" : "")}");
        foreach (var detail in isNew ? [] : change.Details)
            console.MarkupLineInterpolated($"      {detail}");
    }

    private static string Summary(ApplyReport report)
    {
        int Count(string action) => report.Changes.Count(change => change.Action == action);
        return report.Changes.Count == 0
            ? "Nothing to do."
            : FormattableString.Invariant($"{Count(Change.Add)} to add, {Count(Change.Alter)} to change, {Count(Change.Remove)} to remove.");
    }
}
