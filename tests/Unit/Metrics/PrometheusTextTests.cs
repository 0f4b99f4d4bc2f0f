using System.Diagnostics.Metrics;
using System.Text;
using AwesomeAssertions;
using Ilb.Telemetry;
using Xunit;
using Label = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Ilb.Unit.Metrics;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly PrometheusText _text;

    public PrometheusTextTests() => _text = new PrometheusText(_meter);

    public void Dispose()
    {
        _text.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Names_carry_unit_and_kind_and_labels_are_escaped()
    {
        _meter.CreateObservableCounter("ilb.frontend.io", () => new Measurement<long>(1L << 40, new Label("set", "a \"b\" \\ c\nd"), new Label("port", 80)), "By", "Bytes.");
        _meter.CreateObservableGauge("ilb.backend.up", () => 1, "{backend}", "Up.");
        Scrape().Should().Be(
            """
            # HELP ilb_backend_up Up.
            # TYPE ilb_backend_up gauge
            ilb_backend_up 1
            # HELP ilb_frontend_io_bytes_total Bytes.
            # TYPE ilb_frontend_io_bytes_total counter
            ilb_frontend_io_bytes_total{set="a \"b\" \\ c\nd",port="80"} 1099511627776

            """);
    }

    [Fact]
    public void Scrape_that_failed_leaves_nothing_to_the_next()
    {
        var (first, fails) = (0, true);
        _meter.CreateObservableGauge("ilb.first", () => ++first);
        _meter.CreateObservableGauge("ilb.second", () => fails ? throw new InvalidOperationException("no kernel") : 1);
        FluentActions.Invoking(Scrape).Should().Throw<AggregateException>();
        fails = false;
        Scrape().Split('\n').Where(line => line.StartsWith("ilb_", StringComparison.Ordinal)).Should().Equal("ilb_first 2", "ilb_second 1");
    }

    [Fact]
    public void Buckets_hold_what_is_in_the_lower_ones_too_and_a_value_at_the_bound()
    {
        var histogram = _meter.CreateHistogram("ilb.delay", "s", "Delay.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        foreach (var value in new[] { 0.25, 0.5, 0.75, 3 })
            histogram.Record(value, new Label("set", "a"));
        const string told =
            """
            # HELP ilb_delay_seconds Delay.
            # TYPE ilb_delay_seconds histogram
            ilb_delay_seconds_bucket{set="a",le="0.5"} 2
            ilb_delay_seconds_bucket{set="a",le="1"} 3
            ilb_delay_seconds_bucket{set="a",le="+Inf"} 4
            ilb_delay_seconds_sum{set="a"} 4.5
            ilb_delay_seconds_count{set="a"} 4

            """;
        Scrape().Should().Be(told);
        Scrape().Should().Be(told, "what was recorded stays");
    }

    [Fact]
    public void A_series_that_is_told_no_more_is_not_shown_and_an_instrument_without_any_neither()
    {
        Measurement<double>[] told = [new(1.5, new Label("set", "a")), new(2, new Label("set", "b"))];
        _meter.CreateObservableGauge("ilb.one", () => told, "s", "One.");
        Scrape().Should().Contain("ilb_one_seconds{set=\"a\"} 1.5\nilb_one_seconds{set=\"b\"} 2\n");
        told = [told[1]];
        Scrape().Should().NotContain("\"a\"").And.Contain("\"b\"");
        told = [];
        Scrape().Should().BeEmpty();
    }

    [Fact]
    public void Another_meter_of_the_same_name_is_not_heard()
    {
        using var other = new Meter("test");
        other.CreateObservableGauge("ilb.one", () => 1, null, "One.");
        Scrape().Should().BeEmpty();
    }

    private string Scrape() => Encoding.UTF8.GetString(_text.Scrape().Span);
}
