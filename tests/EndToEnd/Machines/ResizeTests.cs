using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>A set that grows a hundredfold and shrinks again, and with it its table, under connections that count every byte and flows that count every datagram.</summary>
public sealed class ResizeTests
{
    private const int Machines = 4, PortsEach = 50;

    [Fact]
    public async Task Connections_live_through_two_to_two_hundred_members_and_back()
    {
        await using var host = new TestHost();
        host.Start();
        var all = WebSet.Machines(Machines, [.. Enumerable.Range(1000, PortsEach - 1)]);
        host.Want(all with { Sets = WebSet.Both(WebSet.Of(Members(2))) });
        await host.RunsAsync(1, 2, 3, 4, WebSet.Client);
        using var client = new MachinePlace(host.Shell.NetworkNamespacePath("client"), "client", TestHost.Machine(WebSet.Client, "").Address);
        await Eventually.TrueAsync(() => Enumerable.Range(1, Machines).All(i => host.Log($"web{i}").Contains("udp/1048", StringComparison.Ordinal)), "they listen");
        await using var downloads = await LongDownloads.StartAsync(client, WebSet.Vip, 8);
        await downloads.AddDatagramsAsync(client, WebSet.Vip, 4);

        foreach (var count in (int[])[200, 3, 100, 2])
        {
            host.Want(host.Snapshot with { Sets = WebSet.Both(WebSet.Of(Members(count))) });
            await host.AppliedAsync();
            var table = (await MaglevTables.ReadAsync(host.Installation))[1];
            table.Should().HaveCount((int)MaglevTableSize.For(count)).And.Subject.Distinct().Should().HaveCount(count);
            await downloads.GoOnAsync();
            (await Conversation.OnceAsync(client, WebSet.Vip)).Failure.Should().BeNull();
        }
    }

    /// <summary>The first two are on machines of their own; every one has a port of its own.</summary>
    private static IEnumerable<BackendEntry> Members(int count) => Enumerable.Range(0, count).Select(i =>
        WebSet.Member((uint)i + 1, (uint)(i % Machines) + 1, i / Machines == 0 ? 80 : 1000 + i / Machines - 1));
}
