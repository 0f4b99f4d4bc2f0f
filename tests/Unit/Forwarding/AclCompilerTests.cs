using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using CsCheck;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Forwarding.Scenario;

namespace Ilb.Unit.Forwarding;

public sealed class AclCompilerTests
{
    /// <summary>Few distinct bits at the edges of every length, so that prefixes lie in one another; of either family.</summary>
    private static readonly Gen<IPAddress> s_address =
        from bits in Gen.UInt[0, 255]
        from wide in Gen.Bool
        from isIpv4 in Gen.Bool
        select IpPrefix.ToAddress(isIpv4
            ? new UInt128(0, (ulong)(0xffff_0000_0000 | (wide ? Scattered(bits) : 0x0a000000 | bits)))
            : wide ? (UInt128)Scattered(bits) << 96 : new UInt128(0xfd00_0001_0000_0000, bits));

    private static readonly Gen<IpPrefix> s_prefix = Gen.Select(s_address, Gen.Int[0, 128], (address, length) =>
        IpPrefix.Around(address, address.AddressFamily == AddressFamily.InterNetwork ? length / 4 : length));

    private static readonly Gen<AclEntry> s_acl = Gen.Select(
        Gen.Select(Gen.Bool, s_prefix).Array[1, 50], Gen.Shuffle(Enumerable.Range(0, 50).ToArray()),
        (rules, orders) => new AclEntry(
            new Slot(3, 2), [.. rules.Select((rule, i) => new AclEntryRule(orders[i], rule.Item1, rule.Item2)).OrderBy(rule => rule.Order)]));

    [Fact]
    public void Longest_prefix_gives_the_answer_of_the_first_rule_that_matches() =>
        Gen.Select(s_acl, s_address.Array[1, 40]).Sample(
            (acl, addresses) =>
            {
                var compiled = Compile(acl);
                foreach (var address in addresses.Concat(acl.Rules.SelectMany(Edges)))
                    LongestPrefix(compiled, acl.Slot, address).Should().Be(FirstMatch(acl, address), "of {0} by {1}", address, string.Join("; ", acl.Rules));
            },
            iter: 300);

    [Fact]
    public void Every_prefix_holds_the_first_rule_around_it_and_everybody_the_default() => ForwardingDump.Lines(Compile(new AclEntry(
        new Slot(3, 2),
        [
            new(100, false, Ipv4Prefix.Parse("10.1.1.4/32")),
            new(200, true, Ipv4Prefix.Parse("10.1.1.0/24")),
            new(300, false, Ipv4Prefix.Parse("10.1.1.5/32")),
        ]))).Where(line => line.StartsWith("acl", StringComparison.Ordinal)).Should().Equal(
            "acl 3.2 guards frontend 1",
            "acl 3.2 0.0.0.0/0 -> Deny",
            "acl 3.2 10.1.1.0/24 -> Permit by 200",
            "acl 3.2 10.1.1.4/32 -> Deny by 100",
            "acl 3.2 10.1.1.5/32 -> Permit by 200",
            "acl 3.2 ::/0 -> Deny");

    [Fact]
    public void List_that_only_denies_permits_everybody_else() =>
        Compile(new AclEntry(new Slot(3, 2), [new(1, false, Ipv4Prefix.Parse("10.1.1.4/32"))])).AclRules
            .Where(rule => rule.Value.Verdict == AclVerdict.Permit).Select(rule => rule.Key.PrefixBits).Should().BeEquivalentTo([64u, 160u]);

    [Fact]
    public void Set_without_a_list_has_none()
    {
        var compiled = ForwardingCompiler.Compile(Snapshot(Backend(1)), 1);
        compiled.Acls.Should().BeEmpty();
        compiled.AclRules.Should().BeEmpty();
    }

    /// <summary>The list from top to bottom, as its owner reads it.</summary>
    private static AclVerdict FirstMatch(AclEntry acl, IPAddress address)
    {
        foreach (var rule in acl.Rules)
        {
            if (rule.RemoteSubnet.Contains(address))
                return rule.Permits ? AclVerdict.Permit : AclVerdict.Deny;
        }

        return acl.Rules.Any(rule => rule.Permits) ? AclVerdict.Deny : AclVerdict.Permit;
    }

    /// <summary>As the kernel does it.</summary>
    private static AclVerdict LongestPrefix(ForwardingState state, Slot slot, IPAddress address) => Enumerable.Range(0, 129).Reverse()
        .Select(length => state.AclRules.GetValueOrDefault(new AclKey(
            (uint)(64 + length), slot.Index, slot.Generation,
            KernelAddress.From(IpPrefix.Around(address.MapToIPv6(), length).FirstAddress))).Verdict)
        .First(verdict => verdict != default);

    private static ForwardingState Compile(AclEntry acl) => ForwardingCompiler.Compile(
        Snapshot(Backend(1)) with { Sets = [Set(Backend(1)) with { Acl = acl }] }, 1);

    private static IEnumerable<IPAddress> Edges(AclEntryRule rule) => ((IEnumerable<UInt128>)
        [rule.RemoteSubnet.First, rule.RemoteSubnet.Last, rule.RemoteSubnet.First - 1, rule.RemoteSubnet.Last + 1]).Select(IpPrefix.ToAddress);

    /// <summary>Eight bits over the whole address.</summary>
    private static uint Scattered(uint bits) =>
        Enumerable.Range(0, 8).Aggregate(0u, (address, i) => address | ((bits >> i) & 1) << (i * 4 + 3));
}
