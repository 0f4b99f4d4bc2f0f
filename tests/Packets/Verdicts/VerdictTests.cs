using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using Xunit;

namespace Ilb.Packets.Verdicts;

public sealed class VerdictTests(VerdictTests.SharedLab shared) : IClassFixture<VerdictTests.SharedLab>
{
    public static TheoryData<string> Names => [.. VerdictRows.All.Where(row => !row.IsOnlyIpv6).Select(row => row.Name)];

    /// <summary>Those that have a meaning in IPv6, and those that are about it.</summary>
    public static TheoryData<string> NamesInIpv6 => [.. VerdictRows.All.Where(row => row.HoldsInIpv6).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Packet_leaves_as_its_row_says(string name) => Leaves(name, shared.Lab, inIpv6: false);

    [Theory]
    [MemberData(nameof(NamesInIpv6))]
    public void Packet_leaves_as_its_row_says_in_ipv6_too(string name) => Leaves(name, shared.DualStackLab, inIpv6: true);

    private static void Leaves(string name, PacketLab lab, bool inIpv6)
    {
        var row = VerdictRows.All.Single(row => row.Name == name);
        using var own = row.OwnLab(inIpv6);
        lab = own ?? lab;
        row.Prepare(lab, inIpv6);
        var before = lab.Kernel.Verdicts();

        var outcome = row.Send(lab);

        var after = lab.Kernel.Verdicts();
        outcome.Verdict.Should().Be(row.Verdict);
        outcome.Action.Should().Be(row.Action);
        if (row.Out is not null)
            Convert.ToHexString(outcome.Frame).Should().Be(Convert.ToHexString(inIpv6 ? row.Out.InIpv6() : row.Out));
        after.Where(count => count.Value != before[count.Key]).Select(count => count.Key).Should().Equal(row.Verdict);
        after[row.Verdict].Should().Be(before[row.Verdict] + 1);
    }

    /// <summary>Loading the programs takes most of a second, a row without it some milliseconds.</summary>
    public sealed class SharedLab : IDisposable
    {
        internal PacketLab Lab { get; } = new();

        internal PacketLab DualStackLab { get; } = new(isDualStack: true);

        public void Dispose()
        {
            Lab.Dispose();
            DualStackLab.Dispose();
        }
    }

    [Fact]
    public void Every_verdict_has_a_row() =>
        VerdictRows.All.Select(row => row.Verdict).Should().Contain(Verdict.Names.Skip(1).Except(["kernel_error", "no_program"]));
}
