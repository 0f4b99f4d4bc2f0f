using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>A machine that is a network namespace of somebody else, which has a default route of its own.</summary>
public sealed class NamespaceTests(AttachedNetwork network) : IClassFixture<AttachedNetwork>, IAsyncLifetime
{
    private ServedInstallation Served => network.Served;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await network.DetachAsync();

    [Fact]
    public async Task It_serves_behind_a_vip_reaches_its_network_and_is_left_as_it_was_found()
    {
        using var foreign = new ForeignSpace();
        foreign.Respond("foreign1", AttachedNetwork.LocalPort);
        var found = foreign.Shown();
        using var watch = new Witness(foreign.Outside.Place);
        (await network.LineAsync()).Should().Match<Ilb.ControlPlane.Status.MachineStatusLine>(line =>
            line.Status == "waiting" && line.Detail == "to be attached: ilb attach web/web1" && !line.SizeHasEffect);
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("web2");

        await network.AttachAsync("--netns", foreign.Path);
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("foreign1", "web2");
        using (var conversation = await Conversation.OpenAsync(network.Client, new(IPAddress.Parse((await network.LineAsync()).Address), AttachedNetwork.LocalPort)))
            (await conversation.AskAsync()).Client.Should().Be(conversation.Local, "it sees the client's own address");
        (await Echo.AnswersAsync(foreign.Place, network.Client.Address)).Should().BeTrue("it reaches machines of its network");
        (await Echo.AnswersAsync(foreign.Place, OutsidePlace.Address)).Should().BeTrue("its own default route is in use as before");
        (await network.LineAsync()).AttachedTo.Should().Be($"network namespace {foreign.Path}");

        await network.DetachAsync();
        foreign.Shown().Should().Be(found);
        await network.WaitsAsync("to be attached");
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("web2");
        watch.Seen.Should().OnlyContain(packet => packet.Source.Equals(OutsidePlace.Address) || packet.Destination.Equals(OutsidePlace.Address));
    }

    /// <summary>So it is for a moment when the interface goes: the kernel takes its routes before its address.</summary>
    [Fact]
    public async Task What_is_sent_from_its_address_goes_by_no_other_way_when_its_own_is_gone()
    {
        using var foreign = new ForeignSpace();
        foreign.Respond("foreign1", AttachedNetwork.LocalPort);
        await network.AttachAsync("--netns", foreign.Path);
        var own = IPAddress.Parse((await network.LineAsync()).Address);
        using var watch = new Witness(foreign.Outside.Place);
        using var sender = foreign.Place.Udp();
        sender.Bind(new IPEndPoint(own, 0));
        var elsewhere = new IPEndPoint(IPAddress.Parse("203.0.113.99"), 9);
        sender.SendTo([1], elsewhere);

        foreign.Ip("route", "flush", "table", Regex.Match(foreign.Shown(), $@"from {Regex.Escape($"{own}")} lookup (\d+)").Groups[1].Value);

        var send = () => sender.SendTo([1], elsewhere);
        send.Should().Throw<SocketException>().Which.SocketErrorCode.Should().Be(SocketError.NetworkUnreachable);
        (await Echo.AnswersAsync(foreign.Place, OutsidePlace.Address)).Should().BeTrue("its own default route is in use as before");
        watch.Seen.Should().NotContain(packet => packet.Source.Equals(own));
    }

    [Fact]
    public async Task A_namespace_is_attached_by_its_name_and_a_machine_that_is_removed_leaves_it_as_it_was_found()
    {
        await Served.DoneAsync(Served.Client.AddRoleAsync(AttachedNetwork.Service, AttachedNetwork.Service, AttachedNetwork.Attached("web3")));
        var name = $"ilb-foreign-{Guid.NewGuid():N}";
        using var foreign = new ForeignSpace($"/run/netns/{name}");
        var found = foreign.Shown();
        (await Served.RunAsync("attach", "web3", "--netns", name)).Code.Should().Be(0);
        foreign.Shown().Should().NotBe(found);
        await Served.DoneAsync(Served.Client.DeleteRoleAsync(AttachedNetwork.Service, AttachedNetwork.Service, "web3"));
        await Eventually.TrueAsync(() => foreign.Shown() == found, "the namespace is as it was found");
    }

    [Fact]
    public async Task A_namespace_that_goes_is_waited_for_and_attached_when_another_is_there()
    {
        var foreign = new ForeignSpace();
        foreign.Respond("foreign1", AttachedNetwork.LocalPort);
        await network.AttachAsync("--netns", foreign.Path);
        foreign.Dispose();
        await network.WaitsAsync("for what it is attached to, which is not there");
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("web2");

        using var again = new ForeignSpace(foreign.Path);
        again.Respond("foreign2", AttachedNetwork.LocalPort);
        await Served.HealthyAsync(AttachedNetwork.Service, 2);
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("foreign2", "web2");
    }

    [Fact]
    public async Task Stopped_its_port_is_closed_started_it_is_there_again_and_a_restart_is_refused()
    {
        using var foreign = new ForeignSpace();
        foreign.Respond("foreign1", AttachedNetwork.LocalPort);
        var found = foreign.Shown();
        await network.AttachAsync("--netns", foreign.Path);

        await Served.OperateAsync(AttachedNetwork.Service, "web1", "ShutdownRoleOperation");
        await Eventually.TrueAsync(() => foreign.Shown() == found, "its port is closed");
        (await network.LineAsync()).Status.Should().Be("stopped");
        await Served.OperateAsync(AttachedNetwork.Service, "web1", "StartRoleOperation");
        await Served.HealthyAsync(AttachedNetwork.Service, 2);
        var restart = () => Served.OperateAsync(AttachedNetwork.Service, "web1", "RestartRoleOperation");
        (await restart.Should().ThrowAsync<Ilb.Client.ServiceManagementException>()).Which.Message.Should().Contain("ilb runs no process of 'web1'");
    }
}
