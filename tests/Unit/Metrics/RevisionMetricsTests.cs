using System.Diagnostics.Metrics;
using AwesomeAssertions;
using Ilb.ControlPlane.Metrics;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ilb.Unit.Metrics;

public sealed class RevisionMetricsTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly FakeTimeProvider _clock = new();
    private readonly Listener _listener;
    private readonly RevisionMetrics _metrics;

    public RevisionMetricsTests() => (_metrics, _listener) = (new RevisionMetrics(_meter, _clock), new Listener(_meter));

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Delay_is_from_a_publication_until_the_kernel_holds_it_or_a_newer_one()
    {
        _metrics.Published(5);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _metrics.Published(6);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _metrics.Applied(6);
        _listener.Scrape()["ilb.revision.delay"].Should().Equal(3, 1);
        _metrics.Applied(6);
        _listener.Scrape()["ilb.revision.delay"].Should().BeEmpty("an audit applies nothing");
    }

    [Fact]
    public void What_waits_is_the_oldest_that_is_not_applied()
    {
        _metrics.Published(5);
        _metrics.Published(6);
        _metrics.Applied(5);
        _clock.Advance(TimeSpan.FromSeconds(4));
        var seen = _listener.Scrape();
        (seen["ilb.revision.published"].Single(), seen["ilb.revision.applied"].Single(), seen["ilb.revision.waiting"].Single()).Should().Be((6, 5, 4));
        _metrics.Applied(6);
        _listener.Scrape()["ilb.revision.waiting"].Should().Equal(0);
    }
}
