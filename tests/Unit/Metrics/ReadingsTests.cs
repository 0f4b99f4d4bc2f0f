using System.Diagnostics.Metrics;
using AwesomeAssertions;
using Ilb.Agent.Metrics;
using Ilb.Datapath.Counters;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Metrics;

public sealed class ReadingsTests : IDisposable
{
    private readonly Meter _meter = new("test");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void All_instruments_of_a_scrape_tell_from_one_reading_and_the_next_scrape_reads_anew()
    {
        var count = 0UL;
        var readings = new Readings(_meter, () => new NodeReading(
            EndpointLabels.None, new Dictionary<string, ulong>(), new Dictionary<Slot, EndpointTraffic>(), new Dictionary<Slot, EndpointTraffic>(), [], new Dictionary<uint, int>(), [], ++count));
        foreach (var name in new[] { "one", "two", "three" })
            readings.Counter(name, "", "", reading => [new Measurement<long>((long)reading.Evictions)]);
        using var listener = new Listener(_meter);
        for (var scrape = 1; scrape <= 3; scrape++)
            listener.Scrape().SelectMany(values => values).Should().Equal(scrape, scrape, scrape);
    }
}
