using AwesomeAssertions;
using Ilb.Datapath.Upgrades;
using Xunit;

namespace Ilb.Unit.Datapath;

/// <summary>A flow is read out of a bucket, whichever build wrote it.</summary>
public sealed class FlowPlacesTests
{
    /// <summary>Two ways of 8 bytes at 8 and 16, or rests of 4 at 8 and 12.</summary>
    private static Layout Today { get; } = new(
    [
        new("tag[0]", 0, 4), new("tag[1]", 4, 4),
        new("ways[0].client", 8, 4), new("ways[0].marks", 12, 2), new("ways[1].client", 16, 4), new("ways[1].marks", 20, 2),
        new("rest[0].client[0]", 8, 4), new("rest[1].client[0]", 12, 4),
    ],
    24);

    /// <summary>Whole addresses, and the protocol by its number.</summary>
    private static Layout Former { get; } = new(
    [
        new("tag[0]", 0, 4), new("tag[1]", 4, 4),
        new("ways[0].client.word[0]", 8, 4), new("ways[0].client.word[3]", 12, 4), new("ways[0].protocol", 16, 1),
        new("ways[1].client.word[0]", 20, 4), new("ways[1].client.word[3]", 24, 4), new("ways[1].protocol", 28, 1),
    ],
    32);

    [Fact]
    public void Both_pieces_of_a_flow_lie_one_after_the_other() => FlowPlaces.FlowIn(Today)!.Fields.Should().Equal(
        new Field("client", 0, 4), new Field("marks", 4, 2), new Field("rest.client[0]", 8, 4));

    [Fact]
    public void A_flow_of_a_build_before_has_the_names_of_today() => FlowPlaces.FlowIn(Former)!.Fields.Should().Equal(
        new Field("rest.client[0]", 0, 4), new Field("client", 4, 4), new Field("rest.protocol", 8, 1));

    [Fact]
    public void The_second_flow_is_found_in_both_buckets()
    {
        byte[] lines = [.. Enumerable.Range(0, 24).Select(i => (byte)i)], rests = [.. Enumerable.Range(100, 24).Select(i => (byte)i)], flow = new byte[12];
        new FlowPlaces(Today).Copy(lines, rests, 1, flow);
        flow.Should().Equal(16, 17, 18, 19, 20, 21, 22, 23, 112, 113, 114, 115);
    }

    [Fact]
    public void What_is_no_bucket_has_no_flow() => FlowPlaces.FlowIn(new([new("value", 0, 4)], 4)).Should().BeNull();
}
