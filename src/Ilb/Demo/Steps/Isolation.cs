using System.Runtime.CompilerServices;

namespace Ilb.Demo.Steps;

/// <summary>
/// A machine in another virtual network with the same address space, and the host itself, try the VIP. Each binds its connection
/// to an L4 port that nobody else uses, so that a single packet of theirs at web1 or web2 would be noticed.
/// </summary>
internal static class Isolation
{
    private const int Attempts = 3;

    public static async IAsyncEnumerable<Finding> RunAsync(
        ServedWorld world, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The client is the proof that the witnesses see what there is to see.
        var seen = await TryAsync(world, world.Client, 20001, cancellation);
        yield return new Finding("client1 calls the VIP, for comparison", "answers, packets seen", seen.Text, seen is { Answered: Attempts, Packets: > 0 });
        seen = await TryAsync(world, world.Stranger, 20011, cancellation);
        yield return new Finding("stranger1 in another network calls it", "no connection, 0 packets seen", seen.Text, seen is { Answered: 0, Packets: 0 });
        seen = await TryAsync(world, world.Host, 20021, cancellation);
        yield return new Finding("the host itself calls it", "no connection, 0 packets seen", seen.Text, seen is { Answered: 0, Packets: 0 });
    }

    private static async Task<Attempt> TryAsync(ServedWorld world, Caller caller, ushort firstPort, CancellationToken cancellation)
    {
        var replies = new List<Reply>();
        for (ushort i = 0; i < Attempts; i++)
            replies.Add(await caller.GetAsync(world.Vip, cancellation, (ushort)(firstPort + i)));
        await Task.Delay(200, cancellation);
        var packets = Enumerable.Range(firstPort, Attempts).Sum(port => world.Witnesses.Sum(w => w.Seen((ushort)port)));
        return new Attempt(replies.Count(r => r.Failure is null), packets, replies.Find(r => r.Failure is not null)?.Failure);
    }

    private sealed record Attempt(int Answered, int Packets, string? Failure)
    {
        public string Text => $"{Answered} of {Attempts} answered{(Failure is null ? "" : $" ({Failure})")}, {Packets} packets seen";
    }
}
