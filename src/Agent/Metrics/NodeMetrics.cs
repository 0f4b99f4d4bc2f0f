using System.Diagnostics.Metrics;
using Ilb.Datapath;

namespace Ilb.Agent.Metrics;

/// <summary>What belongs to the node as a whole: every packet's verdict, and how full the tables are.</summary>
internal static class NodeMetrics
{
    private static readonly Dictionary<string, string> Actions =
        Verdict.All.ToDictionary(verdict => verdict.Name, verdict => verdict.Action.ToLowerInvariant());

    public static void Observe(Readings readings)
    {
        readings.Counter("ilb.packets", "{packet}", "Packets from all ports, by what became of them and why; those to be segmented count once", reading =>
            reading.Verdicts.Select(one => new Measurement<long>((long)one.Value, new("action", Actions[one.Key]), new("verdict", one.Key))));
        readings.Counter("ilb.flow.evictions", "{flow}", "Flows that nobody had answered and that gave way to new ones because the table was full", reading =>
            [new Measurement<long>((long)reading.Evictions)]);
        readings.Gauge("ilb.table.usage", "{entry}", "Entries in a table of the kernel; flows and overflow as the sweep found them, every 5 s", reading =>
            reading.Tables.Select(table => new Measurement<long>(table.Used, new KeyValuePair<string, object?>("table", table.Name))));
        readings.Gauge("ilb.table.limit", "{entry}", "Entries that the table has room for", reading =>
            reading.Tables.Select(table => new Measurement<long>(table.Capacity, new KeyValuePair<string, object?>("table", table.Name))));
    }
}
