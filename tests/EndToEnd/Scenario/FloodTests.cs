using System.Net;
using AwesomeAssertions;
using Ilb.Bench.Loads;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>A flood that fills the flow table several times over, beside connections that count.</summary>
public sealed class FloodTests(PublicNetwork network) : IClassFixture<PublicNetwork>
{
    private const int Floods = 1_000_000, Long = 1_000, FromOutside = 100;

    [Fact]
    public async Task Million_connections_that_nobody_opens_break_none_of_a_thousand_and_stop_no_new_one()
    {
        var (inside, outside) = (new IPEndPoint(network.Internal, 100), new IPEndPoint(network.Public, 80));
        var held = new List<Conversation>();
        for (var i = 0; i < Long; i++)
            held.Add(await (i < FromOutside ? Conversation.OpenAsync(network.Outside.Place, outside) : Conversation.OpenAsync(network.Client, inside)));
        await AskAsync(held);

        var flood = Task.Factory.StartNew(
            () =>
            {
                using var raw = network.Outside.Place.Raw();
                SynFlood.Send(raw, outside, Floods);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (var i = 0; !flood.IsCompleted; i++)
        {
            (await held[i * 7 % Long].AskAsync()).Failure.Should().BeNull();
            (await Conversation.OnceAsync(network.Client, inside)).Failure.Should().BeNull("a new connection has room");
            (await Conversation.OnceAsync(network.Outside.Place, outside)).Failure.Should().BeNull("from outside as well");
        }

        await flood;
        await AskAsync(held);
        var status = await network.Served.StatusAsync();
        status.Tables.Single(table => table.Name == "flows").IsAlmostFull.Should().BeTrue("it is told");
        status.Verdicts["balanced"].Should().BeGreaterThan(Floods, "the flood met the flow table");
        held.ForEach(conversation => conversation.Dispose());
    }

    private static async Task AskAsync(IEnumerable<Conversation> held)
    {
        foreach (var conversation in held)
            (await conversation.AskAsync()).Failure.Should().BeNull();
    }
}
