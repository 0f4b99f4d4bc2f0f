using AwesomeAssertions;
using Ilb.ControlPlane.Status;
using Ilb.Status;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class FlowScreenTests
{
    private static readonly FlowLine Balanced = new(
        "net", "tcp", "10.0.1.4:40000", "clients/[odd]", 50000, "10.0.0.6:100", false, "web/set", "web/web1", "10.0.0.4:8080", "established", 3, 240, 60, 10, 999, 20, 1_234_567);

    [Fact]
    public void A_flow_is_a_line_with_who_calls_what_and_who_has_it() =>
        Lines(new(1, [Balanced])).Should().ContainMatch(
            "*10.0.1.4:40000 clients/[odd]*tcp 10.0.0.6:100*web/set*10.0.0.4:8080 web/web1, sees client port 50000*established*60 s*999 B*1.2 MB*3 of 240 s*net*");

    [Fact]
    public void A_direct_one_says_so() =>
        Lines(new(1, [Balanced with { Set = null, IsDirect = true, SeenPort = null, ClientMachine = null }])).Should()
            .ContainMatch("*10.0.1.4:40000  *(direct)*10.0.0.4:8080 web/web1  *");

    [Theory]
    [InlineData(0, 0, "no flow")]
    [InlineData(1, 1, "1 flow")]
    [InlineData(2, 2, "2 flows")]
    [InlineData(1200, 1, "1 of 1,200 flows, those with the latest packets; --limit N shows more")]
    public void The_last_line_counts(int total, int shown, string count) =>
        Lines(new(total, [.. Enumerable.Repeat(Balanced, shown)])).Should().EndWith(count);

    private static string[] Lines(FlowReport report) => Screen.Lines(console => FlowScreen.Show(console, report));
}
