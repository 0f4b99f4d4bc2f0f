using Ilb.Datapath.Programs;

namespace Ilb.Datapath.Upgrades;

/// <summary>Hands flows of tables of another layout to the program that puts them into this one.</summary>
internal sealed class FlowCarrier
{
    private const int CarriedAt = 14;
    private const int MostBytes = 3584; // what a test run takes on any kernel
    private readonly IReadOnlyList<FlowSource> _sources;
    private readonly BpfProgram _carry;
    private readonly int _flowBytes;

    /// <param name="flow">Of this version.</param>
    internal FlowCarrier(IEnumerable<PinnedMap> tables, Layout flow, BpfProgram carry)
    {
        _sources = [.. tables.Select(table => new FlowSource(table, flow))];
        _flowBytes = flow.Bytes;
        _carry = carry;
    }

    /// <summary>How many times a flow found no room here. One that changed and was tried again counts twice.</summary>
    internal int Refused { get; private set; }

    /// <summary>Carries what changed since the last time, at first all; how many flows that were, and buckets that changed meanwhile.</summary>
    internal int Run()
    {
        var carried = 0;
        foreach (var flows in _sources.SelectMany(source => source.Changed()).Chunk((MostBytes - CarriedAt) / _flowBytes))
        {
            var frame = new byte[CarriedAt + (flows.Length * _flowBytes)];
            for (var i = 0; i < flows.Length; i++)
                flows[i].CopyTo(frame, CarriedAt + (i * _flowBytes));
            Refused += _carry.Run(frame, [], []).Returned;
            carried += flows.Length;
        }

        return carried + _sources.Sum(source => source.Unsettled);
    }
}
