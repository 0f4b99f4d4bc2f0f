using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class DocumentTests
{
    [Fact]
    public void A_change_of_one_service_writes_its_document_and_no_other_service()
    {
        var world = Balanced();
        world.Accept(new CreateCloudService(Tenant, "other", null, null, "West US", null));
        var before = world.State;
        world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], false));

        DesiredDocuments.Changes(before, world.State).Select(d => d.Key).Should().Equal($"subscriptions/{Tenant:N}/services/mywebsite1");
    }

    [Fact]
    public void A_deleted_service_has_a_document_that_is_gone()
    {
        var world = World.Empty();
        var before = world.State;
        world.Accept(new DeleteCloudService(Tenant, Service, false));

        DesiredDocuments.Changes(before, world.State).Should().ContainSingle(d => d.Json == null).Which.Key.Should().EndWith("/mywebsite1");
    }

    [Fact]
    public void The_network_configuration_comes_back_as_it_was_put()
    {
        var world = World.Empty();
        const string xml = "\uFEFF<?xml version=\"1.0\"?>\r\n<NetworkConfiguration> \"ü\" </NetworkConfiguration>";
        world.Accept(new PutNetworkConfiguration(Tenant, Network(Site()) with { Xml = xml }));

        Reload(world.State).Subscription(Tenant)!.Network!.Xml.Should().Be(xml);
    }

    [Fact]
    public void A_reloaded_state_decides_as_before()
    {
        var world = Balanced();
        var context = new CommandContext(Now, Guid.Empty, World.Catalogue);
        var command = Update("web1", Member(), Lone("more", 80));

        var fresh = (Accepted)Decider.Decide(world.State, command, context);
        var reloaded = (Accepted)Decider.Decide(Reload(world.State), command, context);
        DesiredDocuments.Split(reloaded.State).Should().Equal(DesiredDocuments.Split(fresh.State));
    }

    [Fact]
    public void Access_lists_of_an_earlier_version_which_gave_them_no_slots_get_them_on_reading()
    {
        var world = Balanced();
        world.Accept(Update("web1", Member() with { Acl = [new AclRuleRequest(100, "permit", "10.0.1.0/24", null)] }));
        var documents = DesiredDocuments.Split(world.State);
        var allocations = documents.Single(d => d.Key == "allocations");
        var json = System.Text.Json.Nodes.JsonNode.Parse(allocations.Json!)!.AsObject();
        json.Remove("acls").Should().BeTrue();

        var joined = DesiredDocuments.Join(1, documents.Replace(allocations, allocations with { Json = json.ToJsonString() }));
        joined.Allocations.Acls.Used.Should().Equal(world.State.Allocations.Acls.Used);
    }

    [Fact]
    public void A_missing_or_broken_document_is_named()
    {
        var documents = DesiredDocuments.Split(Balanced().State);
        var service = documents.Single(d => d.Key.Contains("/services/", StringComparison.Ordinal));

        Joining(documents.Remove(service)).Should().Throw<FormatException>().WithMessage("*services/mywebsite1*missing*");
        Joining(documents.Replace(service, service with { Json = "{" })).Should().Throw<FormatException>().WithMessage("*services/mywebsite1*");
    }

    [Fact]
    public void No_documents_are_the_empty_state() =>
        DesiredDocuments.Split(DesiredDocuments.Join(0, [])).Should().Equal(DesiredDocuments.Split(DesiredState.Empty));

    private static Action Joining(IEnumerable<StoredDocument> documents) => () => DesiredDocuments.Join(1, documents);

    private static DesiredState Reload(DesiredState state) => DesiredDocuments.Join(state.Revision, DesiredDocuments.Split(state));
}
