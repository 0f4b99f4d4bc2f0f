using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>SIGKILL at any moment: nothing accepted is lost and nothing half-made stays.</summary>
public sealed class CrashTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private const int Rounds = 12, Seed = 2014, LongestRunMilliseconds = 800, LongestStartMilliseconds = 1500;

    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task Killed_at_random_points_it_loses_no_accepted_change_and_leaves_nothing_half_made()
    {
        var random = new Random(Seed);
        var state = Churn.Empty;
        state = state.With("m1", new ChurnMachine(Stopped: false, [200]));
        await Served.AddServiceAsync(Churn.Service, state.Machines.Select(one => ChangeStream.RoleOf(one.Key, one.Value)), balanced: true);
        await using var load = Load.Start(network.Client, network.Vip);
        for (var round = 1; round <= Rounds; round++)
        {
            var stream = new ChangeStream(Served.Client, random, state);
            var running = stream.RunAsync();
            await Task.Delay(random.Next(LongestRunMilliseconds));
            await Served.KillAsync();
            await running;
            if (round % 3 == 0)
                await Served.KillWhileStartingAsync(TimeSpan.FromMilliseconds(random.Next(LongestStartMilliseconds)));
            await Served.ServeAsync();

            state = await StoredAsync();
            new[] { stream.Accepted.ToString(), stream.InDoubt.ToString() }.Should().Contain(state.ToString(), "round {0}", round);
            await OperationsEndAsync(stream.Operations);
            await Served.HasNothingHalfMadeAsync($"round {round}");
        }

        (await load.StopAsync()).Should().NotBeEmpty().And.OnlyContain(reply => reply.Failure == null);
    }

    /// <summary>What the service says of "churn".</summary>
    private async Task<Churn> StoredAsync()
    {
        var deployment = await Served.Client.GetDeploymentAsync(Churn.Service);
        var power = (await Served.StatusAsync()).Machines.ToDictionary(machine => machine.Name, machine => machine.Power);
        return deployment.RoleList!.Aggregate(
            Churn.Empty,
            (churn, role) => churn.With(
                role.RoleName!,
                new ChurnMachine(power[$"{Churn.Service}/{role.RoleName}"] != "started", [.. role.Endpoints().Select(endpoint => endpoint.Port!.Value)])));
    }

    /// <summary>Each is known, ends, and says why if it failed.</summary>
    private async Task OperationsEndAsync(IEnumerable<string> operations)
    {
        foreach (var id in operations)
        {
            await Eventually.TrueAsync(async () => (await Served.Client.GetOperationAsync(id)).Status != "InProgress", $"operation {id} ends", 60);
            var ended = await Served.Client.GetOperationAsync(id);
            if (ended.Status != "Succeeded")
                ended.Error!.Message.Should().NotBeNullOrEmpty();
        }
    }
}
