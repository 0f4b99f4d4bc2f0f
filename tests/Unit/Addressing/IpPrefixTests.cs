using System.Net;
using AwesomeAssertions;
using Ilb.Model.Addressing;
using Xunit;

namespace Ilb.Unit.Addressing;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("10.1.0.0/16", 16, "10.1.0.0")]
    [InlineData("0.0.0.0/0", 0, "0.0.0.0")]
    [InlineData("fd00:1::/96", 96, "fd00:1::")]
    [InlineData("::/0", 0, "::")]
    [InlineData("fd00:1::a01:4/128", 128, "fd00:1::a01:4")]
    public void Prefix_of_either_family_is_read_and_written_alike(string text, int length, string first)
    {
        var prefix = IpPrefix.Parse(text);

        (prefix.Length, prefix.FirstAddress).Should().Be((length, IPAddress.Parse(first)));
        prefix.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fd00::")]
    [InlineData("fd00::1/96")]
    [InlineData("fd00::/129")]
    [InlineData("fd00::/-1")]
    [InlineData("fe80::%1/64")]
    [InlineData("[fd00::]/64")]
    [InlineData("::ffff:10.0.0.0/104")]
    [InlineData("10.0.0.1/8")]
    public void Anything_else_is_none(string? text) => IpPrefix.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("::/0", "10.1.0.4", false)]
    [InlineData("0.0.0.0/0", "10.1.0.4", true)]
    [InlineData("0.0.0.0/0", "fd00:1::1", false)]
    [InlineData("::/0", "fd00:1::1", true)]
    [InlineData("fd00:1::/96", "fd00:1::ffff:ffff", true)]
    [InlineData("fd00:1::/96", "fd00:1::1:0:0", false)]
    public void No_prefix_holds_addresses_of_the_other_family(string prefix, string address, bool holds) =>
        IpPrefix.Parse(prefix).Contains(IPAddress.Parse(address)).Should().Be(holds);

    [Theory]
    [InlineData("::/0", "10.0.0.0/8", false)]
    [InlineData("fd00::/16", "fd00:1::/96", true)]
    [InlineData("fd00:1::/96", "fd00:2::/96", false)]
    public void Prefixes_overlap_within_a_family(string one, string other, bool overlap)
    {
        IpPrefix.Parse(one).Overlaps(IpPrefix.Parse(other)).Should().Be(overlap);
        IpPrefix.Parse(one).Contains(IpPrefix.Parse(other)).Should().Be(overlap);
    }

    [Theory]
    [InlineData("10.1.0.5/32", "fd00:1::a01:5/128")]
    [InlineData("10.0.0.0/8", "fd00:1::a00:0/104")]
    [InlineData("0.0.0.0/0", "fd00:1::/96")]
    public void Ipv4_prefix_is_the_end_of_an_ipv6_one(string ipv4, string ipv6) =>
        IpPrefix.Parse("fd00:1::/64").Embed(IpPrefix.Parse(ipv4)).Should().Be(IpPrefix.Parse(ipv6));

    [Fact]
    public void Ipv4_address_is_the_end_of_an_ipv6_one() =>
        IpPrefix.Parse("fd00:1::/64").Embed(IPAddress.Parse("10.1.0.4")).Should().Be(IPAddress.Parse("fd00:1::a01:4"));
}
