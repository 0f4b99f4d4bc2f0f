using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>What the watchdog of the service manager asks of the agent.</summary>
public sealed class WatchdogTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(0.5);

    [Fact]
    public async Task Agent_whose_write_does_not_end_is_told_as_one_that_hangs_until_it_does()
    {
        using var held = new ManualResetEventSlim(initialState: true);
        await using var host = new TestHost { Writing = _ => held.Wait(TestContext.Current.CancellationToken) };
        host.Start();
        host.Want(WebSet.Machines(1));
        await host.AppliedAsync();
        await Eventually.TrueAsync(() => host.Agent.IsTurning(Longest), "it waits for work");

        held.Reset();
        host.Want(WebSet.Machines(2));
        try
        {
            await Eventually.TrueAsync(() => !host.Agent.IsTurning(Longest), "it is told as hanging");
        }
        finally
        {
            held.Set();
        }

        await host.AppliedAsync();
        await Eventually.TrueAsync(() => host.Agent.IsTurning(Longest), "it works again");
    }
}
