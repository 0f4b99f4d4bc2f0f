using Ilb.Bench.Lab;
using Ilb.Bench.Report;
using Ilb.Bench.Service;
using Ilb.Bench.Statistics;

namespace Ilb.Bench.Loads;

/// <summary>
/// What `ilb serve` takes: memory with nothing, with 1,000 machines recorded in as many cloud services, and after 100,000 requests of
/// 32 clients, one in ten of them for a whole deployment; the time until it is ready with these 1,000 cloud services stored.
/// </summary>
internal sealed class ManagementFootprint(ServeProcess served)
{
    private const int Recorded = 1_000, First = 10_000, Requests = 100_000, Clients = 32;

    /// <summary>What a process has right after its start, or after a load, is not yet what it keeps.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private static readonly Goal IdleGoal = new(120, AtLeast: false), GrowthGoal = new(1.05, AtLeast: false), StartGoal = new(3, AtLeast: false);

    public static async Task<IReadOnlyList<Section>> RunAsync(Laboratory lab, BenchOptions options)
    {
        var (rounds, idle) = (Math.Max(3, options.Rounds / 3), new List<double>());
        for (var round = 0; round < rounds; round++)
            idle.Add(await IdleAsync(lab, $"idle{round}"));
        var served = new ServeProcess(lab, "recorded");
        served.Start();
        await Stock.RecordAsync(served, Recorded);
        var footprint = new ManagementFootprint(served);
        var (starts, recorded, after, growth) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            Console.Error.Write($"\r  memory, round {round + 1} of {rounds}");
            served.Dispose();
            starts.Add(served.Start() / 1000);
            recorded.Add(await footprint.SettledAsync());
            await footprint.AskAsync(First);
            var early = await footprint.SettledAsync();
            await footprint.AskAsync(Requests - First);
            after.Add(await footprint.SettledAsync());
            growth.Add(after[^1] / early);
        }

        Console.Error.WriteLine();
        return
        [
            new Section("Memory of ilb serve", "MB",
            [
                new Figure("with nothing", Estimate.Of(idle), null, IdleGoal),
                new Figure($"{Recorded:N0} machines recorded", Estimate.Of(recorded), null, null),
                new Figure($"and after {Requests:N0} requests", Estimate.Of(after), Estimate.Of(growth), GrowthGoal),
            ]) { Relative = $"to that after {First:N0}" },
            new Section($"Start of ilb serve, {Recorded:N0} cloud services", "s", [new Figure("until it is ready", Estimate.Of(starts), null, StartGoal)]),
        ];
    }

    private static async Task<double> IdleAsync(Laboratory lab, string name)
    {
        using var served = new ServeProcess(lab, name);
        served.Start();
        return await new ManagementFootprint(served).SettledAsync();
    }

    private async Task<double> SettledAsync()
    {
        await Task.Delay(Settling);
        return served.Megabytes;
    }

    private async Task AskAsync(int requests)
    {
        var subscription = served.Subscription;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            using var caller = new Caller(subscription);
            for (var i = client; i < requests; i += Clients)
                await caller.AskAsync(i % 10 == 0 ? Whole(i) : One(i));
        })));
    }

    private static Asked Whole(int i) => new(HttpMethod.Get, $"services/hostedservices/recorded{(i % Recorded) + 1}?embed-detail=true");

    private static Asked One(int i) => new(HttpMethod.Get, $"services/hostedservices/recorded{(i % Recorded) + 1}");
}
