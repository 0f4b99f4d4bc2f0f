using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Xunit;

namespace Ilb.Unit.Decisions;

public sealed class CloudServiceTests
{
    private static readonly Guid Tenant = World.Tenant;
    private readonly World _world = World.Empty();

    [Theory]
    [InlineData(null)]
    [InlineData("ab")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("my site")]
    [InlineData("Ümlaut")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_cloud_service_name_that_is_no_DNS_label_is_refused(string? name) =>
        _world.Refuse(Create(name), ProblemCode.NameInvalid).Message.Should().StartWith("The hosted service name is invalid.");

    [Fact]
    public void A_name_that_differs_only_in_case_is_in_use() =>
        _world.Refuse(Create("mywebsite1"), ProblemCode.NameInUse).Kind.Should().Be(ProblemKind.Conflict);

    [Fact]
    public void A_name_of_another_subscription_is_in_use()
    {
        var other = Guid.NewGuid();
        _world.Accept(new AddSubscription(other, "other", new ManagementCertificate("CD34")));
        _world.Refuse(new CreateCloudService(other, World.Service, null, null, "West US", null), ProblemCode.NameInUse);
    }

    [Fact]
    public void A_service_is_in_a_location_or_an_affinity_group()
    {
        _world.Accept(new CreateAffinityGroup(Tenant, "agwest", null, null, "West US"));
        _world.Refuse(new CreateCloudService(Tenant, "svc2", null, null, null, ""), ProblemCode.LocationMissing);
        _world.Refuse(new CreateCloudService(Tenant, "svc2", null, null, "West US", "agwest"), ProblemCode.LocationAndAffinityGroup);
        _world.Accept(new CreateCloudService(Tenant, "svc2", null, null, null, "AGWEST"));
        _world.Subscription.CloudService("svc2")!.AffinityGroup.Should().Be("agwest");
    }

    [Fact]
    public void An_unknown_location_is_answered_with_those_that_exist() =>
        _world.Refuse(new CreateCloudService(Tenant, "svc2", null, null, "Mars", null), ProblemCode.LocationUnknown)
            .Message.Should().Contain("West US, East US").And.Contain("Get-AzureLocation");

    [Fact]
    public void An_unknown_affinity_group_is_refused() =>
        _world.Refuse(new CreateCloudService(Tenant, "svc2", null, null, null, "nowhere"), ProblemCode.AffinityGroupUnknown)
            .Message.Should().StartWith("The affinity group does not exist.");

    [Fact]
    public void All_problems_come_together() =>
        _world.Refuse(new CreateCloudService(Tenant, "-", null, null, "Mars", null)).Select(p => p.Code)
            .Should().Equal(ProblemCode.NameInvalid, ProblemCode.LocationUnknown);

    [Fact]
    public void A_service_keeps_what_an_update_leaves_out()
    {
        _world.Accept(new UpdateCloudService(Tenant, "MYWEBSITE1", null, "text"));
        var service = _world.Subscription.CloudService(World.Service)!;
        (service.Name, service.Label, service.Description).Should().Be(("MyWebsite1", "MyWebsite1", "text"));
    }

    [Fact]
    public void A_service_with_a_deployment_names_it_when_it_is_deleted()
    {
        _world.Accept(World.CreateWith(World.Role("web1")));
        _world.Refuse(new DeleteCloudService(Tenant, World.Service, false), ProblemCode.CloudServiceInUse).Message.Should().Contain("web1");
        _world.Accept(new DeleteCloudService(Tenant, World.Service, true));
        _world.Subscription.CloudServices.Should().BeEmpty();
    }

    [Fact]
    public void An_unknown_service_is_not_found()
    {
        var problem = _world.Refuse(new DeleteCloudService(Tenant, "nope", false), ProblemCode.CloudServiceUnknown);
        problem.Kind.Should().Be(ProblemKind.NotFound);
        problem.Message.Should().StartWith("The hosted service does not exist.").And.Contain(World.Service);
    }

    [Fact]
    public void An_unknown_subscription_is_not_found() =>
        _world.Refuse(new DeleteCloudService(Guid.NewGuid(), World.Service, false), ProblemCode.SubscriptionUnknown);

    [Fact]
    public void A_subscription_is_made_once() =>
        _world.Refuse(new AddSubscription(Tenant, "again", new ManagementCertificate("EE")), ProblemCode.NameInUse);

    private static CreateCloudService Create(string? name) => new(Tenant, name, null, null, "West US", null);
}
