using AwesomeAssertions;

namespace Ilb.EndToEnd.Fixtures;

internal static class LongStreams
{
    /// <summary>Each brings more, and none has failed.</summary>
    public static async Task GoOnAsync(this IReadOnlyList<ILongStream> streams, string because = "")
    {
        streams.Should().NotBeEmpty();
        var before = streams.Select(stream => stream.Count).ToList();
        await Eventually.TrueAsync(
            () => streams.Zip(before).All(s => s.First.Failure is not null || s.First.Count > s.Second + s.First.Portion), "more on every stream", 60);
        streams.Select(stream => $"{stream.Machine}: {stream.Failure ?? "goes on"}")
            .Should().OnlyContain(state => state.EndsWith("goes on"), because);
    }
}
