using AwesomeAssertions;
using Ilb.Model.Commands;
using Xunit;

namespace Ilb.Unit.Decisions;

public sealed class AffinityGroupTests
{
    private readonly World _world = new();

    public AffinityGroupTests() => _world.Accept(Create("agwest", "west us"));

    [Fact]
    public void A_group_has_the_location_as_the_catalogue_writes_it() =>
        _world.Subscription.AffinityGroup("AGWEST")!.Location.Should().Be("West US");

    [Fact]
    public void A_group_name_is_letters_digits_and_hyphens() =>
        _world.Refuse(Create("a_b_c", "West US"), ProblemCode.NameInvalid).Message.Should().StartWith("The affinity group name is invalid.");

    [Fact]
    public void A_group_name_is_used_once() => _world.Refuse(Create("AgWest", "West US"), ProblemCode.NameInUse);

    [Fact]
    public void A_group_needs_a_location_that_exists()
    {
        _world.Refuse(Create("agmars", "Mars"), ProblemCode.LocationUnknown);
        _world.Refuse(Create("agmars", null), ProblemCode.LocationMissing);
    }

    [Fact]
    public void A_group_in_use_names_its_users()
    {
        _world.Accept(new CreateCloudService(World.Tenant, "svc", null, null, null, "agwest"));
        _world.Accept(new PutNetworkConfiguration(World.Tenant, World.Network(World.Site("agvnet") with { Location = null, AffinityGroup = "agwest" })));

        _world.Refuse(Delete("agwest"), ProblemCode.AffinityGroupInUse).Message
            .Should().Contain("cloud service svc and virtual network agvnet");
    }

    [Fact]
    public void A_group_can_be_changed_and_deleted_when_unused()
    {
        _world.Accept(new UpdateAffinityGroup(World.Tenant, "AGWEST", "label", null));
        _world.Subscription.AffinityGroup("agwest")!.Label.Should().Be("label");
        _world.Accept(Delete("agwest"));
        _world.Subscription.AffinityGroups.Should().BeEmpty();
    }

    [Fact]
    public void An_unknown_group_is_not_found() =>
        _world.Refuse(Delete("nope"), ProblemCode.AffinityGroupUnknown).Kind.Should().Be(ProblemKind.NotFound);

    private static CreateAffinityGroup Create(string name, string? location) => new(World.Tenant, name, null, null, location);

    private static DeleteAffinityGroup Delete(string name) => new(World.Tenant, name);
}
