using System.Runtime.CompilerServices;

namespace Ilb.Demo.Steps;

/// <summary>300 requests from a third machine: who answered, and which client address they saw.</summary>
internal static class Spread
{
    private const int Requests = 300;

    public static async IAsyncEnumerable<Finding> RunAsync(
        ServedWorld world, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var replies = new List<Reply>();
        for (var i = 0; i < Requests; i++)
            replies.Add(await world.Client.GetAsync(world.Vip, cancellation));

        var failed = replies.Where(r => r.Failure is not null).ToList();
        yield return new Finding(
            $"{Requests} requests from client1 to {world.Vip}",
            "0 failed",
            failed.Count == 0 ? "0 failed" : $"{failed.Count} failed: {failed[0].Failure}",
            failed.Count == 0);

        foreach (var machine in new[] { "web1", "web2" })
        {
            var answered = replies.Count(r => r.Machine == machine);
            // Half of 300 with six standard deviations (8.7 each) to each side.
            yield return new Finding($"    answered by {machine}", "about half", $"{answered}", answered is > 98 and < 202);
        }

        var seen = replies.Where(r => r.SeenClient is not null).Select(r => r.SeenClient!).Distinct().ToList();
        yield return new Finding(
            "    client address they saw",
            $"{world.ClientAddress}, client1's own",
            string.Join(", ", seen),
            seen.Count == 1 && seen[0].Equals(world.ClientAddress));
    }
}
