using System.ComponentModel;
using AwesomeAssertions;
using Ilb.Agent;
using Ilb.Agent.Gateways;
using Ilb.Model.Feed;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;
using Ilb.Unit.Forwarding;
using Xunit;

namespace Ilb.Unit.Agent;

/// <summary>Whatever goes wrong while a gateway is looked at, it is looked at again.</summary>
public sealed class TunnelWatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-watch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Program_that_can_not_be_started_now_is_started_later()
    {
        await using var tunnels = Make(new Win32Exception(11));
        tunnels.Follow(s_snapshot);
        await SeenAsync(tunnels);
    }

    [Fact]
    public async Task Watch_that_failed_in_a_way_that_nobody_thought_of_begins_anew()
    {
        await using var tunnels = Make(new NotSupportedException("unheard of"));
        await SeenAsync(tunnels, () => tunnels.Follow(s_snapshot));
    }

    private static readonly Snapshot s_snapshot = Snapshot.Empty with { Gateways = [Scenario.Gateway(9)] };

    /// <param name="problem">Of the first look.</param>
    private Tunnels Make(Exception problem)
    {
        var looks = 0;
        return new Tunnels(new AgentOptions(new Installation(_folder), ImageCatalog.BuiltIn), _ => looks++ == 0 ? throw problem : "no way", TimeProvider.System);
    }

    private static async Task SeenAsync(Tunnels tunnels, Action? meanwhile = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (tunnels.Seen().All(tunnel => tunnel.State != TunnelState.Connecting))
        {
            meanwhile?.Invoke();
            await Task.Delay(20, patience.Token);
        }

        tunnels.Seen()[0].Reason.Should().Be("no way");
    }
}
