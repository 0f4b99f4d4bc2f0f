using System.Globalization;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>A machine that is a process of somebody else, or a container.</summary>
public sealed class ContainerTests(AttachedNetwork network) : IClassFixture<AttachedNetwork>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await network.DetachAsync();

    [Fact]
    public async Task A_process_is_attached_until_it_ends_and_its_namespace_is_left_as_it_was()
    {
        using var foreign = new ForeignSpace();
        var process = foreign.Respond("foreign1", AttachedNetwork.LocalPort);
        var found = foreign.Shown();
        await network.AttachAsync("--pid", process.ToString(CultureInfo.InvariantCulture));
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("foreign1", "web2");

        foreign.EndResponder();
        await network.WaitsAsync("for what it is attached to, which is not there");
        foreign.Shown().Should().Be(found);
    }

    [Fact]
    public async Task A_container_is_found_by_its_id_waited_for_and_found_again_when_it_was_started_anew()
    {
        using var container = new ContainerGroup();
        using (var foreign = new ForeignSpace())
        {
            container.Take(foreign.Respond("foreign1", AttachedNetwork.LocalPort));
            await network.AttachAsync("--container", container.Id[..12]);
            (await network.WhoAnswersAsync()).Should().BeEquivalentTo("foreign1", "web2");
        }

        await network.WaitsAsync("for what it is attached to, which is not there");
        using var again = new ForeignSpace();
        container.Take(again.Respond("foreign2", AttachedNetwork.LocalPort));
        await network.Served.HealthyAsync(AttachedNetwork.Service, 2);
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("foreign2", "web2");
        again.EndResponder();
    }
}
