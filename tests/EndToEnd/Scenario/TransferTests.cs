using System.Security.Cryptography;
using AwesomeAssertions;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Large transfers through the VIP, with segmentation offload as machines have it.</summary>
public sealed class TransferTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private const long Gigabyte = 1L << 30;

    [Fact]
    public async Task Gigabyte_arrives_intact_at_the_client()
    {
        using var http = ResponderClient.Of(network.Client);
        await using var body = await http.GetStreamAsync($"http://{network.Vip}/bytes/{Gigabyte}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1 << 18];
        long length = 0;
        for (int read; (read = await body.ReadAsync(block)) > 0; length += read)
            hash.AppendData(block, 0, read);

        length.Should().Be(Gigabyte);
        Convert.ToHexStringLower(hash.GetHashAndReset()).Should().Be(TestContent.Sum(Gigabyte));
    }

    [Fact]
    public async Task A_stream_travels_in_packets_that_are_segmented_nowhere_between_machines()
    {
        Assert.SkipUnless(Environment.OSVersion.Version >= new Version(6, 3), "kernels before 6.3 have no larger packets");
        using var witness = new Witness(network.Client);
        using var http = ResponderClient.Of(network.Client);
        (await http.GetByteArrayAsync($"http://{network.Vip}/bytes/{64 << 20}")).Length.Should().Be(64 << 20);

        witness.Seen.Max(packet => packet.Bytes).Should().BeGreaterThan(2 * LinkSize.Usual).And.BeLessThanOrEqualTo(LinkSize.Of(1500).Segments + 1500);
    }

    [Fact]
    public async Task Gigabyte_arrives_intact_at_the_machine()
    {
        using var http = ResponderClient.Of(network.Client);
        using var content = new TestContent(Gigabyte);
        using var answer = await http.PutAsync($"http://{network.Vip}/sum", content);
        (await answer.Content.ReadAsStringAsync()).Should().Be($"{Gigabyte} {TestContent.Sum(Gigabyte)}\n");
    }
}
