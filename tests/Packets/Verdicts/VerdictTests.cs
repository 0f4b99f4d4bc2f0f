using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.Packets.Verdicts;

public sealed class VerdictTests(VerdictTests.SharedLab shared) : IClassFixture<VerdictTests.SharedLab>
{
    public static TheoryData<string> Names => [.. VerdictRows.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Packet_leaves_as_its_row_says(string name)
    {
        var row = VerdictRows.All.Single(row => row.Name == name);
        using var own = row.FlowBuckets is { } buckets ? new PacketLab(buckets, overflowBuckets: buckets) : null;
        var lab = own ?? shared.Lab;
        lab.Reset();
        row.Before(lab);
        var before = lab.Kernel.Verdicts();

        var outcome = row.Send(lab);

        var after = lab.Kernel.Verdicts();
        outcome.Verdict.Should().Be(row.Verdict);
        outcome.Action.Should().Be(row.Action);
        if (row.Out is not null)
            Convert.ToHexString(outcome.Frame).Should().Be(Convert.ToHexString(row.Out));
        after.Where(count => count.Value != before[count.Key]).Select(count => count.Key).Should().Equal(row.Verdict);
        after[row.Verdict].Should().Be(before[row.Verdict] + 1);
    }

    /// <summary>Loading the programs takes most of a second, a row without it some milliseconds.</summary>
    public sealed class SharedLab : IDisposable
    {
        internal PacketLab Lab { get; } = new();

        public void Dispose() => Lab.Dispose();
    }

    [Fact]
    public void Every_verdict_has_a_row() =>
        VerdictRows.All.Select(row => row.Verdict).Should().Contain(Verdict.Names.Skip(1).Except(["kernel_error", "no_program"]));
}
