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
    private const int Machines = 50, Many = 32;

    private static readonly Goal Goal = new(2, AtLeast: false);

    private static readonly Asked Read = new(HttpMethod.Get, $"services/hostedservices/{Service}/deploymentslots/Production");

    /// <summary>Each of many clients has a machine of its own.</summary>
    private static readonly Asked[][] Updates = [.. Enumerable.Range(1, Many).Select(i => new[] { Update(i, isMember: false), Update(i, isMember: true) })];

    public static async Task<IReadOnlyList<Section>> RunAsync(Laboratory lab, BenchOptions options)
    {
        Console.Error.WriteLine($"  starting {Machines} machines");
        var served = new ServeProcess(lab, "rate");
        served.Start();
        await Stock.FillAsync(served, Service, Machines);
        Caller[] callers = [.. Enumerable.Range(0, Many).Select(_ => new Caller(served.Subscription))];
        var load = new ManagementRate(callers, options.Seconds);
        (string Name, Func<Task<Measured>> Measure)[] cases =
        [
            ("get-deployment, 1 client", () => load.MeasureAsync(1, (_, _) => Read)),
            ($"get-deployment, {Many} clients", () => load.MeasureAsync(Many, (_, _) => Read)),
            ("update-role, 1 client", () => load.MeasureAsync(1, (client, turn) => Updates[client][turn % 2])),
            ($"update-role, {Many} clients", () => load.MeasureAsync(Many, (client, turn) => Updates[client][turn % 2])),
        ];
        var samples = cases.Select(_ => new List<Measured>()).ToArray();
        for (var round = -1; round < options.Rounds; round++)
        {
            Console.Error.Write($"\r  requests, round {round + 1} of {options.Rounds}");
            for (var i = 0; i < cases.Length; i++)
            {
                var turn = (i + round + 1) % cases.Length;
                var measured = await cases[turn].Measure();
                if (round >= 0)
                    samples[turn].Add(measured);
            }
        }

        Console.Error.WriteLine();
        foreach (var caller in callers)
            caller.Dispose();
        return
        [
            Section($"Management service, {Machines} machines: requests", "1/s", one => one.PerSecond, null),
            Section($"Management service, {Machines} machines: time of a request, median", "ms", one => one.Median, Goal),
            Section($"Management service, {Machines} machines: time of a request, 99 %", "ms", one => one.Slow, null),
        ];

        Section Section(string title, string unit, Func<Measured, double> value, Goal? goal) => new(
            title, unit, [.. cases.Select((one, i) => new Figure(one.Name, Estimate.Of([.. samples[i].Select(value)]), null, i == 0 ? goal : null))]);
    }

    private sealed record Measured(double PerSecond, double Median, double Slow);

    private static Asked Update(int machine, bool isMember)
    {
        var role = Documents.Role($"{Service}{machine}", isMember);
        return new(HttpMethod.Put, $"services/hostedservices/{Service}/deployments/{Service}/roles/{role.RoleName}", Encoding.UTF8.GetBytes(XmlDocuments.ToText(role)));
    }

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
