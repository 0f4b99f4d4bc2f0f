using System.Globalization;
using Ilb.ControlPlane.Traces;
using Spectre.Console;

namespace Ilb.Status;

/// <summary>A trace for people: what was tried, then a line for each step.</summary>
internal static class TraceScreen
{
    public static void Show(IAnsiConsole console, TraceReport report)
    {
        console.WriteLine($"{Packet(report)} from {report.Source}{(report.IsSourcePortChosen ? ", a port that is free" : "")}, to {report.Called}");
        foreach (var (number, step) in report.Steps.Index())
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {number + 1} {Label(step)}{step.Text}"));
    }

    private static string Packet(TraceReport report) => report switch
    {
        { Protocol: "udp" } => "a datagram",
        { IsMidFlow: true } => "a TCP packet amid a connection",
        _ => "a new TCP connection",
    };

    /// <summary>The last one is a sentence of its own.</summary>
    private static string Label(TraceStep step) => step.What == "end" ? "" : $"{step.What,-9}";
}
