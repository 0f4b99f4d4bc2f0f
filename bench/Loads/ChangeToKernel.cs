using System.Diagnostics;
using Ilb.Bench.Lab;
using Ilb.Bench.Report;
using Ilb.Bench.Service;
using Ilb.Bench.Statistics;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Loads;

/// <summary>
/// Milliseconds from a change to the kernel that holds it, through API, store and agent: 100 running machines in two sets of 50. An
/// endpoint: from before the request is sent. A backend: from the probe result that decides, which the benchmark reports itself.
/// </summary>
internal sealed class ChangeToKernel(RunningService service)
{
    private const int LeastRounds = 25, SetSize = 50;
    private const string Changed = "one", Other = "two";

    private static readonly Goal Goal = new(50, AtLeast: false);

    public static async Task<Section> RunAsync(Laboratory lab, BenchOptions options)
    {
        Console.Error.WriteLine($"  starting {2 * SetSize} machines");
        using var service = new RunningService(lab);
        await service.AddAsync(SetSize, Changed, Other);
        var change = new ChangeToKernel(service);
        var samples = new Dictionary<string, List<double>>();
        for (var round = -1; round < Math.Max(LeastRounds, options.Rounds); round++)
            await foreach (var (name, milliseconds) in change.RoundAsync())
            {
                samples.TryAdd(name, []);
                if (round >= 0)
                    samples[name].Add(milliseconds);
            }

        return new Section(
            $"Change to kernel, {2 * SetSize} machines, two sets of {SetSize}", "ms",
            [.. samples.Select(one => new Figure(one.Key, Estimate.Of(one.Value), null, Goal))]);
    }

    private SetEntry Set => service.Current.Sets.Single(set => set.Name == $"{Changed}/{Documents.Set}");

    /// <summary>Each change leads to the next, the last back to the first.</summary>
    private async IAsyncEnumerable<(string Name, double Milliseconds)> RoundAsync()
    {
        yield return ("backend down", await JudgeAsync("refused", BackendState.Down));
        yield return ("backend up", await JudgeAsync(null, BackendState.Up));
        yield return ("endpoint removed", await UpdateAsync(isMember: false, SetSize - 1));
        yield return ("endpoint added", await UpdateAsync(isMember: true, SetSize));
        // A new endpoint takes flows once it is judged.
        await JudgeAsync(null, BackendState.Up);
    }

    private Task<double> JudgeAsync(string? failure, BackendState state)
    {
        var backend = Set.Backends[^1];
        return TimeAsync(
            () =>
            {
                service.Judge(backend, failure);
                return Task.CompletedTask;
            },
            snapshot => snapshot.Sets.SelectMany(set => set.Backends).Single(b => b.Slot == backend.Slot).State == state);
    }

    private async Task<double> UpdateAsync(bool isMember, int members)
    {
        Task<string>? accepted = null;
        var time = await TimeAsync(
            () => accepted = service.UpdateAsync(Changed, Documents.Role($"{Changed}{SetSize}", isMember)),
            snapshot => snapshot.Sets.Single(set => set.Name == $"{Changed}/{Documents.Set}").Backends.Length == members);
        await service.DoneAsync(accepted!);
        return time;
    }

    private async Task<double> TimeAsync(Func<Task> change, Func<Snapshot, bool> condition)
    {
        var published = service.FirstAsync(service.Current.Revision, condition);
        var start = Stopwatch.GetTimestamp();
        await change();
        return Stopwatch.GetElapsedTime(start, service.Reports.WaitFor(await published)).TotalMilliseconds;
    }
}
