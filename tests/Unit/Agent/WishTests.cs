using System.Net;
using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.MachineContract;
using Ilb.Model.Addressing;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Agent;

public sealed class WishTests
{
    [Fact]
    public void The_machine_of_a_later_snapshot_is_wanted_as_before_where_nothing_of_it_changed() =>
        Wish(80).IsSameAs(Wish(80)).Should().BeTrue();

    [Fact]
    public void So_are_a_role_and_a_gateway_whose_lists_were_made_anew()
    {
        Role("1").IsSameAs(Role("1")).Should().BeTrue();
        Role("1").IsSameAs(Role("2")).Should().BeFalse();
        Gateway("/a").IsSameAs(Gateway("/a")).Should().BeTrue();
        Gateway("/a").IsSameAs(Gateway("/b")).Should().BeFalse();
    }

    [Fact]
    public void Another_endpoint_name_server_image_or_restart_is_another_wish()
    {
        var wish = Wish(80);
        wish.IsSameAs(Wish(81)).Should().BeFalse();
        wish.IsSameAs(wish with { Machine = wish.Machine with { DnsServers = [IPAddress.Loopback] } }).Should().BeFalse();
        wish.IsSameAs(wish with { Machine = wish.Machine with { Restarts = 1 } }).Should().BeFalse();
        wish.IsSameAs(wish with { Machine = wish.Machine with { Power = MachinePower.Stopped } }).Should().BeFalse();
        wish.IsSameAs(wish with { Image = null }).Should().BeFalse();
    }

    private static Wishes.Wish Role(string instance) => Wish(80) with
    {
        Image = MachineImage.Responder with { Arguments = ["run"], Environment = MachineImage.Responder.Environment.Add("INSTANCE", instance) },
    };

    private static Wishes.Wish Gateway(string mount) => Wish(80) with { Router = new RouterSpec("user", new Dictionary<string, string> { ["/etc"] = mount }) };

    private static Wishes.Wish Wish(ushort port) => new(
        new MachineEntry(
            new Slot(1, 1), Guid.Empty, "MyWebsite1", "web1", 1, 1, IPAddress.Parse("10.0.0.4"), Ipv4Prefix.Parse("10.0.0.0/24"), MachinePower.Running, "ilb", "Small",
            [new MachineEndpoint("http", Protocol.Tcp, port, port, null)])
        { DnsServers = [IPAddress.Parse("10.0.0.5")] },
        MachineImage.Responder);
}
