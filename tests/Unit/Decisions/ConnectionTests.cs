using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>A gateway's connection to a site: its key and what it proposes.</summary>
public sealed class ConnectionTests
{
    private const string Vnet = "VNetUSWest";

    private readonly World _world = Connected();

    private SiteConnection MyConnection => _world.MyGateway.Connection("hq")!;

    [Fact]
    public void Every_connection_has_a_strong_key_of_its_own()
    {
        var keys = _world.MyGateway.Connections.Select(c => c.SharedKey).Append(Connected().MyGateway.Connections[0].SharedKey).ToList();
        keys.Should().OnlyContain(k => k.Length == 32 && k.All(char.IsAsciiLetterOrDigit));
        keys.Distinct().Should().HaveCount(2, "two sites, and the same random bytes give the same key");
        keys[0].Distinct().Count().Should().BeGreaterThan(15);
    }

    [Fact]
    public void Without_random_bytes_no_key_is_made()
    {
        _world.Accept(new DeleteGateway(Tenant, Vnet));
        var deciding = () => Decider.Decide(
            _world.State, new CreateGateway(Tenant, Vnet, null, null), new CommandContext(Now, Guid.Empty, World.Catalogue));
        deciding.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Characters_of_made_keys_are_equally_likely()
    {
        var counts = new Dictionary<char, int>();
        for (var i = 0; i < 500; i++)
        {
            _world.Accept(new ResetSharedKey(Tenant, Vnet, "hq", 128));
            foreach (var c in MyConnection.SharedKey)
                counts[c] = counts.GetValueOrDefault(c) + 1;
        }

        // 64,000 characters of 62 kinds: 1032 each, give or take 6 standard deviations.
        counts.Should().HaveCount(62);
        counts.Values.Should().OnlyContain(count => count > 840 && count < 1225);
    }

    [Fact]
    public void A_key_is_what_the_operator_sets()
    {
        _world.Accept(new SetSharedKey(Tenant, Vnet, "HQ", "abc123"));
        MyConnection.SharedKey.Should().Be("abc123");
        _world.Accept(new SetSharedKey(Tenant, Vnet, "hq", new string('x', 128)));
    }

    [Fact]
    public void A_short_key_is_taken_with_a_note_that_does_not_repeat_it()
    {
        _world.Accept(new SetSharedKey(Tenant, Vnet, "hq", "abcdefghijklmno")).Notes.Should().ContainSingle()
            .Which.Should().Contain("fewer than 16 characters").And.NotContain("abcdefghijklmno");
        _world.Accept(new ResetSharedKey(Tenant, Vnet, "hq", 15)).Notes.Should().ContainSingle();
        _world.Accept(new SetSharedKey(Tenant, Vnet, "hq", "abcdefghijklmnop")).Notes.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("with space")]
    [InlineData("quote\"")]
    [InlineData("ümlaut")]
    [InlineData("line\n")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void A_key_has_1_to_128_letters_and_digits_and_a_refusal_does_not_repeat_it(string? key)
    {
        var problem = _world.Refuse(new SetSharedKey(Tenant, Vnet, "hq", key), ProblemCode.SharedKeyInvalid);
        if (!string.IsNullOrEmpty(key))
            problem.ToString().Should().NotContain(key);
    }

    [Fact]
    public void A_key_is_made_anew_in_the_length_asked_for()
    {
        var before = MyConnection.SharedKey;
        _world.Accept(new ResetSharedKey(Tenant, Vnet, "hq", 32));
        MyConnection.SharedKey.Should().HaveLength(32).And.NotBe(before);
        _world.Accept(new ResetSharedKey(Tenant, Vnet, "hq", 128));
        MyConnection.SharedKey.Should().HaveLength(128);
        _world.Refuse(new ResetSharedKey(Tenant, Vnet, "hq", 129), ProblemCode.SharedKeyLengthOutOfRange);
        _world.Refuse(new ResetSharedKey(Tenant, Vnet, "hq", 0), ProblemCode.SharedKeyLengthOutOfRange);
    }

    [Fact]
    public void No_text_of_a_value_has_the_key_in_it()
    {
        _world.Accept(new SetSharedKey(Tenant, Vnet, "hq", "secret4711"));
        var snapshot = SnapshotProjection.Project(1, _world.State, EffectiveHealth.Unknown);
        var network = _world.Subscription.VirtualNetwork(Vnet)!;
        object[] values =
        [
            new SetSharedKey(Tenant, Vnet, "hq", "secret4711"), MyConnection, _world.MyGateway, network, _world.Subscription.Network!, _world.Subscription,
            _world.State, snapshot, snapshot.Gateways[0], snapshot.Gateways[0].Tunnels[0], DesiredDocuments.Split(_world.State)[1],
        ];
        values.Select(v => v.ToString()).Should().NotContain(text => text!.Contains("secret4711", StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_is_taken_down_and_up()
    {
        _world.Accept(new UpdateConnection(Tenant, Vnet, "hq", "Disconnect"));
        MyConnection.IsConnected.Should().BeFalse();
        _world.Accept(new UpdateConnection(Tenant, Vnet, "hq", "connect"));
        MyConnection.IsConnected.Should().BeTrue();
        _world.Refuse(new UpdateConnection(Tenant, Vnet, "hq", "Test"), ProblemCode.ConnectionOperationUnknown).Message.Should().Contain("Connect, Disconnect");
    }

    [Fact]
    public void A_connection_is_to_a_site_of_the_network() =>
        _world.Refuse(new UpdateConnection(Tenant, Vnet, "moon", "Connect"), ProblemCode.LocalNetworkSiteUnknown).Message.Should().Contain("hq, branch");

    [Fact]
    public void A_tunnel_proposes_modern_algorithms_until_the_operator_wants_the_classic_ones()
    {
        MyConnection.Policy.Should().Be(IpsecPolicy.Default);
        _world.Accept(Ipsec(group: "None", seconds: 600, kilobytes: 4096));
        MyConnection.Policy.Should().Be(new IpsecPolicy(IpsecProposals.Classic, TimeSpan.FromMinutes(10), 4096));
        _world.Accept(Ipsec(hash: "SHA1", seconds: 0, kilobytes: 0)).Notes.Should().ContainSingle().Which.Should().Contain("offer SHA256 and SHA1");
        _world.Accept(Ipsec(proposals: "modern", group: "ECP256", hash: "SHA256"));
        MyConnection.Policy.Should().Be(new IpsecPolicy(IpsecProposals.Modern, TimeSpan.FromMinutes(10), 4096));
    }

    [Fact]
    public void What_a_tunnel_can_not_do_is_refused_all_at_once() => _world.Refuse(
            new SetIpsecParameters(Tenant, Vnet, "hq", "NoEncryption", "PFS1", 1023, 299, "MD5", "old"))
        .Select(p => p.Code).Should().Equal(
            ProblemCode.EncryptionTypeUnknown, ProblemCode.ProposalsUnknown, ProblemCode.PfsGroupUnknown, ProblemCode.HashAlgorithmUnknown,
            ProblemCode.KeyLifetimeOutOfRange, ProblemCode.KeyVolumeOutOfRange);

    [Fact]
    public void Properties_of_a_tunnel_do_not_contradict_each_other()
    {
        _world.Refuse(Ipsec(group: "None", proposals: "Modern"), ProblemCode.PfsGroupUnknown);
        _world.Refuse(Ipsec(group: "ECP256", proposals: "Classic"), ProblemCode.PfsGroupUnknown);
        _world.Refuse(Ipsec(hash: "SHA1"), ProblemCode.HashAlgorithmUnknown).Message.Should().Contain("PfsGroup None");
        _world.Refuse(Ipsec(seconds: 172_801), ProblemCode.KeyLifetimeOutOfRange);
    }

    private static SetIpsecParameters Ipsec(
        string? group = null, int? seconds = null, int? kilobytes = null, string? hash = null, string? proposals = null) =>
        new(Tenant, Vnet, "hq", "RequireEncryption", group, kilobytes, seconds, hash, proposals);
}
