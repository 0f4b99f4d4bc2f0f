using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class CertificateTests
{
    private readonly World _world = new();

    [Fact]
    public void The_last_certificate_stays()
    {
        _world.Refuse(new RemoveCertificate(Tenant, "AB12"), ProblemCode.CertificateIsLast).Kind.Should().Be(ProblemKind.Conflict);
        _world.Accept(new AddCertificate(Tenant, Another("01")));
        _world.Accept(new RemoveCertificate(Tenant, "ab12"));
        _world.Subscription.Certificates.Select(c => c.Sha256).Should().Equal("01");
        _world.Refuse(new RemoveCertificate(Tenant, "01"), ProblemCode.CertificateIsLast);
    }

    [Fact]
    public void A_certificate_is_removed_by_either_thumbprint()
    {
        _world.Accept(new AddCertificate(Tenant, Another("01")));
        _world.Accept(new RemoveCertificate(Tenant, "sha1 01"));
        _world.Refuse(new RemoveCertificate(Tenant, "01"), ProblemCode.CertificateUnknown).Message.Should().Contain("has AB12");
    }

    [Fact]
    public void A_certificate_is_added_once()
    {
        _world.Accept(new AddCertificate(Tenant, Another("01")));
        _world.Refuse(new AddCertificate(Tenant, Another("01")), ProblemCode.CertificateExists).Message
            .Should().Be("The specified certificate already exists for this subscription.");
    }

    [Fact]
    public void Twenty_five_certificates_are_enough_but_for_the_one_that_a_start_needs()
    {
        for (var i = 1; i < 25; i++)
            _world.Accept(new AddCertificate(Tenant, Another($"{i:00}")));
        _world.Refuse(new AddCertificate(Tenant, Another("25")), ProblemCode.CertificatesTooMany);
        _world.Accept(new KeepCertificate(Tenant, Another("26")));
        _world.Subscription.Certificates.Should().HaveCount(26);
    }

    [Fact]
    public void Of_a_certificate_that_was_known_by_its_thumbprint_alone_the_rest_is_learnt()
    {
        _world.Accept(new KeepCertificate(Tenant, Another("AB12")));
        _world.Subscription.Certificates.Should().Equal(Another("AB12"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" blue")]
    [InlineData("bl\nue")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void A_subscription_has_a_name_that_can_be_told(string? name) =>
        _world.Refuse(new AddSubscription(Guid.NewGuid(), name, Another("01")), ProblemCode.NameInvalid);

    [Fact]
    public void No_two_subscriptions_have_one_name() => _world.Refuse(new AddSubscription(Guid.NewGuid(), "DEV", Another("01")), ProblemCode.NameInUse);

    [Fact]
    public void A_subscription_is_removed_when_it_has_nothing_any_more()
    {
        _world.Accept(new CreateCloudService(Tenant, Service, null, null, "West US", null));
        _world.Refuse(new RemoveSubscription(Tenant), ProblemCode.SubscriptionInUse).Message.Should().NotContain(Service);
        _world.Accept(new DeleteCloudService(Tenant, Service, false));
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(Site())));
        _world.Refuse(new RemoveSubscription(Tenant), ProblemCode.SubscriptionInUse);
        _world.Accept(new PutNetworkConfiguration(Tenant, Network()));
        _world.Accept(new CreateAffinityGroup(Tenant, "group", null, null, "West US"));
        _world.Refuse(new RemoveSubscription(Tenant), ProblemCode.SubscriptionInUse);
        _world.Accept(new DeleteAffinityGroup(Tenant, "group"));

        var before = _world.State;
        _world.Accept(new RemoveSubscription(Tenant));
        _world.State.Subscriptions.Should().BeEmpty();
        Model.Documents.DesiredDocuments.Changes(before, _world.State).Where(document => document.Json is null).Select(document => document.Key)
            .Should().Equal($"subscriptions/{Tenant:N}", $"subscriptions/{Tenant:N}/network-configuration");
    }

    private static ManagementCertificate Another(string sha256) => new(sha256, $"SHA1 {sha256}", "data", Now);
}
