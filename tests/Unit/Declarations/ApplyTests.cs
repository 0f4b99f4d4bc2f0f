using AwesomeAssertions;
using CsCheck;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Service;
using Ilb.Declarations.Steps;
using Ilb.Declarations.Text;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Declarations;

/// <summary>Random states of a real control plane: what is exported, and what applying makes of it.</summary>
public sealed class ApplyTests
{
    private static readonly string[] Kept = ["label:", "description:", "hostName:", "gateway"];

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Applying_what_was_exported_plans_nothing()
    {
        using var state = await RandomState.StartAsync();
        var machines = 0;
        await RandomStates.Sequences.SampleAsync(async commands =>
        {
            await state.PlayAsync(commands);
            using var client = state.Client();
            var existing = await Existing.ReadAsync(client);
            var declaration = existing.Declaration();
            machines += declaration.CloudServices!.SelectMany(service => service.Deployments!).Sum(deployment => deployment.Machines!.Count);
            foreach (var text in (string[])[Writing.ToYaml(declaration), Writing.ToJson(declaration)])
                NothingIsToDo(existing, Document.Read(text), prune: true);
            foreach (var service in declaration.CloudServices!)
                NothingIsToDo(existing, Document.Read(Writing.ToYaml((await Existing.ReadAsync(client, service.Name)).Declaration())), prune: true);
        }, iter: 60, threads: 1);
        machines.Should().BeGreaterThan(60, "there was something to export");
    }

    [Fact]
    public async Task A_gateway_is_exported_with_its_sites_and_without_its_keys()
    {
        await using var service = await TestService.StartConnectedAsync();
        await service.MustAsync(HttpMethod.Post, $"{TestService.MyGateway}/connection/hq/sharedkey", XmlDocuments.ToText(new SharedKey { Value = "VerySecret123" }));
        using var client = new ServiceManagementClient(PublishSettings.Read(service.Host.Folder.PublishSettingsFile)[0]);
        var existing = await Existing.ReadAsync(client, cancellation: TestContext.Current.CancellationToken);
        var text = Writing.ToYaml(existing.Declaration());
        text.Should().NotContain("VerySecret123").And.Contain("localNetworkSites: [hq, branch office]").And.Contain("gatewayType: DynamicRouting").And.Contain("gatewayProfile: Small").And.Contain("dnsServers: [");
        NothingIsToDo(existing, Document.Read(text), prune: true);
    }

    /// <summary>What an export left out would be no difference to itself: here the service is asked.</summary>
    [Fact]
    public async Task Policies_of_a_set_are_exported_and_applied()
    {
        await using var service = await TestService.StartBalancedAsync();
        using var client = new ServiceManagementClient(PublishSettings.Read(service.Host.Folder.PublishSettingsFile)[0]);
        var set = new InputEndpoint { WhenAllDown = "allMembers", MinimumHealthyMembers = 1, FlapHalfLifeInSeconds = 60, SlowStartInSeconds = 30, AffinityTimeoutInSeconds = 10800 };
        await PutAsync(set);
        var text = Writing.ToYaml((await Existing.ReadAsync(client, cancellation: None)).Declaration());
        text.Should().Contain("whenAllDown: allMembers").And.Contain("minimumHealthyMembers: 1").And.Contain("flapHalfLifeInSeconds: 60")
            .And.Contain("slowStartInSeconds: 30").And.Contain("affinityTimeoutInSeconds: 10800");

        await PutAsync(new InputEndpoint { WhenAllDown = "refuse", MinimumHealthyMembers = 0, FlapHalfLifeInSeconds = 0, SlowStartInSeconds = 0, AffinityTimeoutInSeconds = 0 });
        foreach (var step in (await Existing.ReadAsync(client, cancellation: None)).Wish(Document.Read(text), prune: false).Steps())
            (await Execution.DoAsync(client, step, None)).Should().BeNull();
        var endpoint = (await client.GetRoleAsync("MyWebsite1", "MyWebsite1", "web2", None)).ConfigurationSets!.Single().InputEndpoints!.Single();
        endpoint.Should().BeEquivalentTo(set, same => same.Including(e => e.WhenAllDown).Including(e => e.MinimumHealthyMembers)
            .Including(e => e.FlapHalfLifeInSeconds).Including(e => e.SlowStartInSeconds).Including(e => e.AffinityTimeoutInSeconds));

        Task PutAsync(InputEndpoint policies)
        {
            policies.LoadBalancedEndpointSetName = "intwebeplb";
            return service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}?comp=UpdateLbSet", XmlDocuments.ToText(new LoadBalancedEndpointList { InputEndpoints = [policies] }));
        }
    }

    /// <summary>One random state is exported and applied to another, on the shadow of a plan; then it is as the first, or was refused.</summary>
    [Fact]
    public async Task Applying_twice_is_applying_once_and_what_there_is_then_is_what_was_wished()
    {
        using var state = await RandomState.StartAsync();
        int applied = 0, changed = 0, refused = 0;
        await Gen.Select(RandomStates.Sequences, RandomStates.Sequences, Gen.Bool).SampleAsync(async (one, other, prune) =>
        {
            await state.PlayAsync(one);
            using var client = state.Client();
            var text = Writing.ToYaml((await Existing.ReadAsync(client)).Declaration());
            await state.PlayAsync(other);
            var wish = (await Existing.ReadAsync(client)).Wish(Document.Read(text), prune);
            (wish.Changes().Count == 0).Should().Be(wish.Steps().Count == 0, "{0} and {1}", string.Join('\n', wish.Changes()), string.Join('\n', wish.Steps()));
            var plan = await client.BeginPlanAsync();
            using var shadow = state.Client(plan);
            if (wish.Problems().Count > 0 || await Execution.RehearseAsync(shadow, wish.Steps(), None) is { Count: > 0 })
                refused++;
            else
            {
                applied++;
                changed += wish.Changes().Count > 0 ? 1 : 0;
                var after = await Existing.ReadAsync(shadow);
                NothingIsToDo(after, Document.Read(text), prune);
                if (prune)
                    string.Join('\n', Words(Writing.ToYaml(after.Declaration()))).Should().Be(string.Join('\n', Words(text)));
            }

            await client.EndPlanAsync(plan);
        }, iter: 100, threads: 1);
        changed.Should().BeGreaterThan(20, "{0} were applied, {1} refused", applied, refused);
    }

    /// <summary>The words of a document, without what stays where it is not said; lists come in any order, and members with their endpoints.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var document = Document.Read(text);
        foreach (var set in document.CloudServices!.SelectMany(service => service.Deployments!).SelectMany(deployment => deployment.LoadBalancedSets!))
        {
            set.Members = [.. set.Members!.Select(Whole)];
            set.Backups = set.Backups is { } backups ? [.. backups.Select(Whole)] : null;
            foreach (var weight in set.Weights ?? [])
                weight.Member = Whole(weight.Member!);
            set.EndpointName = null;

            string Whole(string member)
            {
                var (machine, endpoint) = set.MemberOf(member);
                return $"{machine}/{endpoint}";
            }
        }

        return Lines(Writing.ToYaml(document));
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n')
        .Where(line => !Kept.Any(key => line.TrimStart().StartsWith(key, StringComparison.Ordinal)))
        .SelectMany(line => line.Split([' ', ',', '[', ']', '-'], StringSplitOptions.RemoveEmptyEntries))
        .Select(word => word.ToUpperInvariant())
        .Order(StringComparer.Ordinal);

    private static void NothingIsToDo(Existing existing, Declaration wished, bool prune)
    {
        var wish = existing.Wish(wished, prune);
        wish.Changes().Should().BeEmpty();
        wish.Steps().Should().BeEmpty();
        wish.Problems().Should().BeEmpty();
    }
}
