using Ilb.ControlPlane.Status;
using Spectre.Console;

namespace Ilb.Status;

/// <summary>Flows for people: a table, and how many there are.</summary>
internal static class FlowScreen
{
    public static void Show(IAnsiConsole console, FlowReport report)
    {
        if (report.Flows.Count > 0)
            console.Write(Flows(report));
        console.WriteLine(Count(report));
    }

    private static Table Flows(FlowReport report)
    {
        var table = Tables.Columns("client", "called", "set", "backend", "state", "age", "sent", "answered", "idle", "network");
        foreach (var flow in report.Flows)
            Tables.Row(
                table,
                flow.ClientMachine is { } machine ? $"{flow.Client} {machine}" : flow.Client,
                $"{flow.Protocol} {flow.Called}",
                flow.Set ?? "(direct)",
                $"{flow.Server} {flow.Backend}{(flow.SeenPort is { } port ? $", sees client port {port}" : "")}",
                flow.State,
                flow.AgeSeconds is { } age ? $"{age} s" : "",
                Amounts.Bytes(flow.BytesFromClient),
                Amounts.Bytes(flow.BytesFromServer),
                $"{flow.IdleSeconds} of {flow.IdleTimeoutSeconds} s",
                flow.Network);
        return table;
    }

    private static string Count(FlowReport report) => report switch
    {
        { Total: 0 } => "no flow",
        { Total: 1 } => "1 flow",
        _ when report.Total == report.Flows.Count => $"{report.Total:N0} flows",
        _ => $"{report.Flows.Count:N0} of {report.Total:N0} flows, those with the latest packets; --limit N shows more",
    };
}
