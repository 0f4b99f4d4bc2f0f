using System.Diagnostics;
using System.Text;
using Ilb.Bench.Lab;
using Ilb.Bench.Report;
using Ilb.Bench.Service;
using Ilb.Bench.Statistics;
using Ilb.Contracts;

namespace Ilb.Bench.Loads;

/// <summary>
/// Requests a second of `ilb serve` in a process of its own, and their times: a deployment of 50 running machines is read, and a machine
/// of it is sent with and without its endpoint in turn, which is answered when it is stored. Clients share the processors with it.
/// </summary>
internal sealed class ManagementRate(IReadOnlyList<Caller> callers, double seconds)
{
    private const string Service = "one";
    private const int Machines = 50, Many = 32, LeastRounds = 25;

    /// <summary>What changes left to do for operations and kernel is done in less, and no part of the next case.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(0.3);

    private static readonly Goal Goal = new(2, AtLeast: false);

    private static readonly Asked Read = new(HttpMethod.Get, $"services/hostedservices/{Service}/deploymentslots/Production");

    /// <summary>Each of many clients has a machine of its own.</summary>
    private static readonly Asked[][] Updates = [.. Enumerable.Range(1, Many).Select(i => new[] { Update(i, isMember: false), Update(i, isMember: true) })];

    private static readonly (string Name, Func<int, int, Asked> Next, int Clients)[] Cases =
    [
        ("get-deployment, 1 client", (_, _) => Read, 1),
        ($"get-deployment, {Many} clients", (_, _) => Read, Many),
        ("update-role, 1 client", (client, turn) => Updates[client][turn % 2], 1),
        ($"update-role, {Many} clients", (client, turn) => Updates[client][turn % 2], Many),
    ];

    public static async Task<IReadOnlyList<Section>> RunAsync(Laboratory lab, BenchOptions options)
    {
        Console.Error.WriteLine($"  starting {Machines} machines");
        using var served = new ServeProcess(lab, "rate");
        served.Start();
        await Stock.FillAsync(served, Service, Machines);
        Caller[] callers = [.. Enumerable.Range(0, Many).Select(_ => new Caller(served.Subscription))];
        var load = new ManagementRate(callers, options.Seconds);
        var samples = await load.MeasureAsync(Math.Max(LeastRounds, options.Rounds));
        foreach (var caller in callers)
            caller.Dispose();
        return
        [
            SectionOf("requests", "1/s", samples, one => one.PerSecond, null),
            SectionOf("time of a request, median", "ms", samples, one => one.Median, Goal),
            SectionOf("time of a request, 99 %", "ms", samples, one => one.Slow, null),
        ];
    }

    private sealed record Measured(double PerSecond, double Median, double Slow);

    private static Asked Update(int machine, bool isMember)
    {
        var role = Documents.Role($"{Service}{machine}", isMember);
        return new(HttpMethod.Put, $"services/hostedservices/{Service}/deployments/{Service}/roles/{role.RoleName}", Encoding.UTF8.GetBytes(XmlDocuments.ToText(role)));
    }

    /// <summary>Every case once a round, each round beginning with another one; the first round is not counted.</summary>
    private async Task<List<Measured>[]> MeasureAsync(int rounds)
    {
        var samples = Cases.Select(_ => new List<Measured>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            Console.Error.Write($"\r  requests, round {round + 1} of {rounds}");
            for (var i = 0; i < Cases.Length; i++)
            {
                var turn = (i + round + 1) % Cases.Length;
                await Task.Delay(Settling);
                var measured = await MeasureAsync(Cases[turn].Clients, Cases[turn].Next);
                if (round >= 0)
                    samples[turn].Add(measured);
            }
        }

        Console.Error.WriteLine();
        return samples;
    }

    /// <summary>The goal is that of one client who reads.</summary>
    private static Section SectionOf(string what, string unit, List<Measured>[] samples, Func<Measured, double> value, Goal? goal) => new(
        $"Management service, {Machines} machines: {what}", unit,
        [.. Cases.Select((one, i) => new Figure(one.Name, Estimate.Of([.. samples[i].Select(value)]), null, i == 0 ? goal : null))]);

    private async Task<Measured> MeasureAsync(int clients, Func<int, int, Asked> next)
    {
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var taken = new List<double>();
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
                taken.Add(await callers[client].AskAsync(next(client, taken.Count)));
            return taken;
        })));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] all = [.. times.SelectMany(taken => taken)];
        return new Measured(all.Length / elapsed, Estimate.MedianOf(all), Estimate.QuantileOf(all, 0.99));
    }
}
