using System.Collections.Immutable;
using System.Net;
using AwesomeAssertions;
using CsCheck;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Ilb.Model.Projection;
using Ilb.Model.Rules;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Decisions;

/// <summary>What holds after any sequence of commands, accepted and refused.</summary>
public sealed class InvariantTests
{
    [Fact]
    public void Members_of_a_set_always_agree() => AfterEach(state =>
    {
        foreach (var deployment in Deployments(state))
            foreach (var set in deployment.Roles.SelectMany(r => r.Endpoints).Where(e => e.SetName is not null).GroupBy(e => e.SetName, Named.Comparer))
                set.Select(e => (e with { Name = "", Weight = 1, IsBackup = false, Acl = [] }, string.Join(';', e.Acl))).Distinct().Should().ContainSingle($"{set.Key} agrees");
    });

    [Fact]
    public void A_public_port_belongs_to_one_set_of_its_VIP() => AfterEach(state =>
    {
        LoadBalancedSet.Of(state).Select(s => (s.Deployment, s.Vip, s.Shared.Protocol, s.Shared.PublicPort)).Should().OnlyHaveUniqueItems();
    });

    [Fact]
    public void No_address_is_given_twice_or_reserved_or_outside_its_subnet() => AfterEach(state =>
    {
        foreach (var place in Deployed(state).GroupBy(d => d.Deployment.VirtualNetwork is null ? d.Service.Name : ""))
        {
            var given = place.SelectMany(d => Given(d.Deployment)
                .Select(g => (g.Address, Prefix: Prefix(state, d.Service, d.Deployment, g.Subnet)))).ToList();
            given.Select(g => g.Address).Should().OnlyHaveUniqueItems();
            foreach (var (address, prefix) in given)
                IsUsable(prefix, address).Should().BeTrue($"{address} is usable in {prefix}");
        }
    });

    [Fact]
    public void Who_has_a_public_endpoint_has_a_public_VIP_of_its_own_from_the_pool_and_keeps_it() => AfterEach((before, after) =>
    {
        Deployments(after).Where(d => d.Roles.Any(r => r.Endpoints.Any(e => e.LoadBalancer is null))).Should().OnlyContain(d => d.PublicVip != null);
        var vips = Deployments(after).Select(d => d.PublicVip).OfType<IPAddress>().ToList();
        vips.Should().OnlyHaveUniqueItems().And.OnlyContain(vip => IsUsable(World.PublicSpace, vip));
        foreach (var (was, now) in Deployments(before).Join(Deployments(after), d => d.Id, d => d.Id, (was, now) => (was, now)))
            (was.PublicVip ?? now.PublicVip).Should().Be(now.PublicVip);
    });

    [Fact]
    public void Instances_of_a_role_are_numbered_without_gaps_and_alike() => AfterEach(state =>
    {
        foreach (var deployment in Deployments(state).Where(d => d.Package is not null))
            foreach (var role in deployment.Package!.Roles)
            {
                var instances = deployment.Roles.Where(r => r.Program!.Role == role.Definition.Name).ToList();
                instances.Select(r => r.Program!.Instance).Should().Equal(Enumerable.Range(0, instances.Count)).And.NotBeEmpty();
                instances.Should().OnlyContain(r => r.Program!.Package == role.Package && r.Size == (role.Definition.Size ?? "Small"));
                instances.Should().OnlyContain(r => r.Endpoints.Length == role.Definition.Endpoints.Length
                    && r.Endpoints.All(e => e.PublicPort == role.Definition.Endpoints[0].Port));
            }
    });

    [Fact]
    public void Suggested_addresses_are_free() => AfterEach(state =>
    {
        if (state.Subscriptions[0].VirtualNetwork("VNetUSWest") is null)
            return;
        foreach (var free in AddressAvailability.Check(state.Subscriptions[0], "VNetUSWest", "10.0.0.0").Suggestions)
            AddressAvailability.Check(state.Subscriptions[0], "VNetUSWest", free.ToString()).IsAvailable.Should().BeTrue();
    });

    [Fact]
    public void Slots_are_dense_but_for_networks_and_no_generation_is_given_to_two_owners()
    {
        RandomCommands.Sequences.Sample(commands =>
        {
            var owners = new Dictionary<(string, Slot), string>();
            Run(commands, (_, state) =>
            {
                var all = state.Allocations;
                foreach (var (kind, table) in new[] { ("n", all.Networks), ("p", all.Ports), ("f", all.Frontends), ("b", all.Backends) })
                {
                    if (table != all.Networks) // whose numbers are given once
                        table.Used.Values.Select(s => s.Index).Concat(table.Free.Keys).Order()
                            .Should().Equal(Enumerable.Range(1, table.Used.Count + table.Free.Count).Select(i => (uint)i));
                    foreach (var (key, slot) in table.Used)
                    {
                        owners.TryAdd((kind, slot), key);
                        owners[(kind, slot)].Should().Be(key);
                    }
                }
            });
        }, iter: 100);
    }

    [Fact]
    public void A_table_is_a_prime_large_enough_that_never_shrinks() => AfterEach((before, after) =>
    {
        foreach (var set in LoadBalancedSet.Of(after))
        {
            var key = AllocationKeys.Frontend(set);
            after.Allocations.TableSizes[key].Should().BeGreaterThanOrEqualTo((uint)set.Members.Length * 1000)
                .And.BeGreaterThanOrEqualTo(before.Allocations.TableSizes.GetValueOrDefault(key));
        }
    });

    [Fact]
    public void Documents_of_a_state_join_to_it() => AfterEach(state =>
    {
        var documents = DesiredDocuments.Split(state);
        var joined = DesiredDocuments.Join(state.Revision, documents.Reverse());
        joined.Revision.Should().Be(state.Revision);
        DesiredDocuments.Split(joined).Should().Equal(documents);
        DesiredDocuments.Changes(state, joined).Should().BeEmpty();
    });

    [Fact]
    public void Documents_follow_a_state_by_its_changes() => AfterEach((before, after) =>
    {
        var store = DesiredDocuments.Split(before).ToDictionary(d => d.Key);
        foreach (var change in DesiredDocuments.Changes(before, after))
        {
            if (change.Json is null)
                store.Remove(change.Key).Should().BeTrue();
            else
                store[change.Key] = change;
        }

        store.Values.OrderBy(d => d.Key).Should().Equal(DesiredDocuments.Split(after).OrderBy(d => d.Key));
    });

    [Fact]
    public void A_snapshot_is_ordered_by_slot_and_refers_to_what_it_has() => AfterEach(state =>
    {
        var snapshot = SnapshotProjection.Project(state.Revision, state, EffectiveHealth.Unknown);
        snapshot.Networks.Select(n => n.Slot.Index).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        snapshot.Machines.Select(m => m.Port.Index).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        snapshot.Sets.Select(s => s.Frontend.Index).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        foreach (var set in snapshot.Sets)
        {
            set.Backends.Select(b => b.Slot.Index).Should().BeInAscendingOrder();
            set.Backends.Select(b => b.Port).Should().BeSubsetOf(snapshot.Machines.Select(m => m.Port.Index));
            snapshot.Vips.Should().Contain(v => v.Network == set.Network && v.Address.Equals(set.Address));
        }

        snapshot.Gateways.Select(g => g.Port.Index).Should().BeInAscendingOrder();
        snapshot.Machines.Select(m => m.Port).Concat(snapshot.Gateways.Select(g => g.Port)).Should().OnlyHaveUniqueItems();
        snapshot.Gateways.Should().OnlyContain(g => IsUsable(g.Subnet, g.Address) && g.Tunnels.Length > 0);
        snapshot.Gateways.Select(g => g.PublicAddress).Concat(Deployments(state).Select(d => d.PublicVip).OfType<IPAddress>()).Should().OnlyHaveUniqueItems();
        snapshot.Machines.Select(m => m.Network).Should().BeSubsetOf(snapshot.Networks.Select(n => n.Slot.Index));
        snapshot.Machines.Should().OnlyContain(m => m.Subnet.Contains(m.Address));
    });

    [Fact]
    public void Random_commands_reach_sets_of_several_members()
    {
        var sets = 0;
        AfterEach(state => Interlocked.Add(ref sets, LoadBalancedSet.Of(state).Count(s => s.Members.Length > 1)));
        sets.Should().BeGreaterThan(50, "else the other properties say little");
    }

    [Fact]
    public void Random_commands_reach_packages_of_two_versions_and_public_sets_of_several_members()
    {
        var (mixed, open) = (0, 0);
        AfterEach(state =>
        {
            if (Deployments(state).Any(d => d.Package?.Roles.DistinctBy(r => r.Package).Count() > 1))
                Interlocked.Increment(ref mixed);
            Interlocked.Add(ref open, LoadBalancedSet.Of(state).Count(s => s.IsPublic && s.Members.Length > 1));
        });
        mixed.Should().BeGreaterThan(10, "else the other properties say little");
        open.Should().BeGreaterThan(10, "else the other properties say little");
    }

    [Fact]
    public void Random_commands_reach_gateways()
    {
        var gateways = 0;
        AfterEach(state => Interlocked.Add(ref gateways, state.Subscriptions[0].VirtualNetwork("VNetUSWest")?.Gateway is null ? 0 : 1));
        gateways.Should().BeGreaterThan(10, "else the other properties say little");
    }

    [Fact]
    public void A_decision_depends_on_nothing_but_its_input() => RandomCommands.Sequences.Sample(
        commands => Documents(Run(commands)).Should().Equal(Documents(Run(commands))), iter: 100);

    private static void AfterEach(Action<DesiredState> check) => AfterEach((_, after) => check(after));

    private static void AfterEach(Action<DesiredState, DesiredState> check) =>
        RandomCommands.Sequences.Sample(commands => { Run(commands, check); }, iter: 250);

    private static World Run(Command[] commands, Action<DesiredState, DesiredState>? check = null)
    {
        var world = World.Balanced();
        foreach (var command in commands)
        {
            var before = world.State;
            if (!world.Try(command))
                continue;
            world.State.Revision.Should().Be(before.Revision + 1);
            check?.Invoke(before, world.State);
        }

        return world;
    }

    private static ImmutableArray<StoredDocument> Documents(World world) => DesiredDocuments.Split(world.State);

    private static IEnumerable<Deployment> Deployments(DesiredState state) => Deployed(state).Select(d => d.Deployment);

    private static IEnumerable<(CloudService Service, Deployment Deployment)> Deployed(DesiredState state) =>
        state.Subscriptions.SelectMany(s => s.CloudServices).SelectMany(s => s.Deployments.Select(d => (s, d)));

    private static IEnumerable<(string? Subnet, IPAddress Address)> Given(Deployment deployment) =>
        deployment.Roles.Select(r => (r.Subnet, r.Address)).Concat(deployment.LoadBalancers.Select(b => (b.Subnet, b.Address)))
            .Concat(deployment.LoadBalancers.SelectMany(b => b.Retired.Select(r => (r.Subnet, r.Address))));

    private static Ipv4Prefix Prefix(DesiredState state, CloudService service, Deployment deployment, string? subnet) =>
        state.Subscriptions[0].VirtualNetwork(deployment.VirtualNetwork) is { } network ? network.Subnet(subnet)!.Prefix : PrivateNetwork.Of(service);

    private static bool IsUsable(Ipv4Prefix subnet, IPAddress address) =>
        Ipv4Prefix.ToNumber(address) is var number && number >= subnet.First + 4 && number < subnet.Last;
}
