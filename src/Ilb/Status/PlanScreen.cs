using System.Globalization;
using Ilb.ControlPlane.Plans;
using Spectre.Console;

namespace Ilb.Status;

/// <summary>A plan for people: what changes, what that does to tables, addresses and connections, and then in sentences.</summary>
internal static class PlanScreen
{
    private static readonly Dictionary<string, string> Signs = new()
    {
        [PlannedChange.Add] = "+",
        [PlannedChange.Change] = "~",
        [PlannedChange.Remove] = "-",
    };

    public static void Show(IAnsiConsole console, PlanReport report)
    {
        if (report.Changes.Count > 0)
            console.Write(Changes(report));
        ShowTraffic(console, report);
        foreach (var problem in report.Problems)
            console.MarkupLineInterpolated($"[red]refused[/] {problem.What}{(problem.At is { } at ? $" at {at}" : "")}: {problem.Message}");
        if (report.IsStale)
            console.MarkupLineInterpolated($"[yellow]The subscription has changed since the plan began (revision {report.Revision}): plan again.[/]");
        console.MarkupLineInterpolated($"[bold]{report.Summary}[/]{(report.Problems.Count > 0 ? $" What was refused is not in it: {Count(report.Problems.Count, "error")}." : "")}");
    }

    /// <summary>What it does to tables, addresses and connections.</summary>
    public static void ShowTraffic(IAnsiConsole console, PlanReport report)
    {
        foreach (var table in new[] { Addresses(report), Moves(report), Flows(report) })
            if (table.Rows.Count > 0)
                console.Write(table);
        foreach (var sentence in report.Traffic)
            console.MarkupLineInterpolated($"{sentence}");
    }

    private static Table Changes(PlanReport report)
    {
        var table = Tables.Columns("", "what", "name", "details");
        foreach (var change in report.Changes)
            Tables.Row(
                table, Signs[change.Action], change.Kind, change.Name,
                string.Join(change.Action == PlannedChange.Change ? "\n" : ", ", change.Details));
        return table;
    }

    private static Table Addresses(PlanReport report)
    {
        var table = Tables.Columns("", "address", "network", "of");
        foreach (var address in report.Addresses)
            Tables.Row(table, Signs[address.IsTaken ? PlannedChange.Add : PlannedChange.Remove], address.Address, address.Network, address.Holder);
        return table;
    }

    private static Table Moves(PlanReport report)
    {
        var table = Tables.Columns("table of", "slots", "moved", "at least");
        foreach (var one in report.Tables)
            Tables.Row(
                table,
                one.Set,
                one.Size == one.SizeBefore ? $"{one.Size:N0}" : $"{one.SizeBefore:N0} → {one.Size:N0}",
                Share(one.Moved, one.MovedPercent),
                Share(one.Unavoidable, one.UnavoidablePercent));
        return table;
    }

    private static Table Flows(PlanReport report)
    {
        var table = Tables.Columns("connection of", "called", "backend", "fate", "why");
        foreach (var (fate, why, flow) in report.Flows?.Touched ?? [])
            Tables.Row(
                table,
                flow.ClientMachine is { } machine ? $"{flow.Client} {machine}" : flow.Client,
                $"{flow.Protocol} {flow.Called}",
                $"{flow.Server} {flow.Backend}",
                fate,
                why ?? "");
        return table;
    }

    private static string Share(int slots, double percent) => string.Create(CultureInfo.InvariantCulture, $"{slots:N0} ({percent:0.0} %)");

    private static string Count(int count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");
}
