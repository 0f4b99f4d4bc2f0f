using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.EndToEnd.Fixtures;
using Ilb.Forwarding;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>The kernel refuses one write in ten, while the state changes all the time.</summary>
public sealed class FaultTests
{
    private const int Changes = 40;
    private readonly Random _chance = new(20140520);
    private int _writes, _faults;
    private volatile bool _fails;

    [Fact]
    public async Task Kernel_gets_to_every_state_though_one_write_in_ten_fails_and_no_connection_notices()
    {
        await using var host = new TestHost { Writing = Write };
        host.Start();
        host.Want(WebSet.Machines(6) with { Sets = WebSet.Both(WebSet.Of(Members(1, 2, 3))) });
        await host.RunsAsync(1, 2, 3, 4, 5, 6, WebSet.Client);
        using var client = new MachinePlace(host.Shell.NetworkNamespacePath("client"), "client", TestHost.Machine(WebSet.Client, "").Address);
        await Eventually.TrueAsync(() => Enumerable.Range(1, 6).All(i => host.Log($"web{i}").Contains("udp/80", StringComparison.Ordinal)), "they listen");
        await using var downloads = await LongDownloads.StartAsync(client, WebSet.Vip, 8);
        await downloads.AddDatagramsAsync(client, WebSet.Vip, 4);

        _fails = true;
        for (var i = 0; i < Changes; i++)
        {
            host.Want(Another(host.Snapshot));
            await host.AppliedAsync();
            if (i % 8 != 0)
                continue;
            await downloads.GoOnAsync();
            (await Conversation.OnceAsync(client, WebSet.Vip)).Failure.Should().BeNull("{0} is in the kernel", host.Snapshot);
        }

        await downloads.GoOnAsync();
        _faults.Should().BeInRange(_writes / 20, _writes / 5).And.BeGreaterThan(10);
        await host.StopAsync();
        using var kernel = KernelState.Open(host.Installation.PinDirectory);
        ForwardingDump.Of(kernel.ReadBack()).Should().Be(ForwardingDump.Of(ForwardingCompiler.Compile(host.Snapshot, 1)));
    }

    private void Write(string map)
    {
        lock (_chance)
        {
            if (!_fails)
                return;
            _writes++;
            if (_chance.Next(10) != 0)
                return;
            _faults++;
        }

        throw new KernelException("update", $"map {map}", 12);
    }

    /// <summary>Members that no connection is at come and go, and with them a second set and the access list of both.</summary>
    private Snapshot Another(Snapshot before)
    {
        uint[] others = [.. new uint[] { 4, 5, 6 }.Where(_ => _chance.Next(2) == 0)];
        var acl = _chance.Next(2) == 0 ? null : new AclEntry(
            new Slot(1, (uint)before.Revision + 1),
            [new AclEntryRule(100, false, Ipv4Prefix.Parse($"10.1.0.{_chance.Next(1, 90)}/32")), new AclEntryRule(200, true, Ipv4Prefix.Parse("10.1.0.0/16"))]);
        SetEntry[] second = others.Length == 0 ? [] : [WebSet.Of(others.Select(machine => WebSet.Member(10 + machine, machine)), slot: 2, port: 81)];
        return before with { Sets = WebSet.Both([WebSet.Of(Members([1, 2, 3, .. others])) with { Acl = acl }, .. second.Select(set => set with { Acl = acl })]) };
    }

    private static IEnumerable<BackendEntry> Members(params uint[] machines) => machines.Select(machine => WebSet.Member(machine, machine));
}
