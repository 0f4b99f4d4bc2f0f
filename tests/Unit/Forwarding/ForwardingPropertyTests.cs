using System.Collections.Immutable;
using AwesomeAssertions;
using CsCheck;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Forwarding;

public sealed class ForwardingPropertyTests
{
    private const int Iterations = 60; // each builds tables of 4,099 entries and more

    [Fact]
    public void Compiling_twice_gives_the_same() => SnapshotGenerator.Snapshot.Sample(
        snapshot => Dump(snapshot).Should().Be(Dump(snapshot)), iter: Iterations);

    [Fact]
    public void Compiling_does_not_depend_on_the_order_of_the_lists() => SnapshotGenerator.Snapshot.Sample(
        snapshot => Same(Compile(Reversed(snapshot)), Compile(snapshot)), iter: Iterations);

    [Fact]
    public void Compiling_after_another_snapshot_gives_the_same_as_compiling_afresh() =>
        Gen.Select(SnapshotGenerator.Snapshot, SnapshotGenerator.Snapshot).Sample(
            (before, after) => Same(ForwardingCompiler.Compile(after, 1, Compile(before)), Compile(after)), iter: Iterations);

    [Fact]
    public void Compiling_what_follows_gives_the_same_as_compiling_afresh_however_often() =>
        EachThatFollows((_, next, snapshot) => Same(next, Compile(snapshot)));

    [Fact]
    public void Change_between_states_that_share_is_the_one_between_states_that_do_not() =>
        EachThatFollows((state, next, _) =>
        {
            var apart = ForwardingChange.Between(Unshared(state), Unshared(next));
            ForwardingChange.Between(state, next).Steps.Select(step => step.ToString()).Should().Equal(apart.Steps.Select(step => step.ToString()));
        });

    [Fact]
    public void Change_applied_to_where_it_starts_gives_where_it_ends() => EachChange((from, to, change) =>
    {
        Same(change.ApplyTo(from), to);
        Same(change.ApplyTo(change.ApplyTo(from)), to);
    });

    [Fact]
    public void After_each_step_nothing_refers_to_what_is_missing() => EachChange((from, _, change) =>
    {
        foreach (var state in Stages(from, change))
            References.Dangling(state).Should().BeEmpty();
    });

    [Fact]
    public void Frontend_with_a_backend_that_stays_serves_after_each_step() => EachChange((from, to, change) =>
    {
        var kept = from.Frontends.Where(f => to.Frontends.TryGetValue(f.Key, out var now)
            && now.Slot == f.Value.Slot && now.Generation == f.Value.Generation
            && now.TableSize > 0 && f.Value.TableSize > 0
            && from.Tables[now.Slot].Any(backend => Stays(backend, from, to))).ToArray();
        foreach (var state in Stages(from, change))
        {
            foreach (var (key, value) in kept)
            {
                state.Frontends[key].TableSize.Should().BePositive();
                state.Tables.Should().ContainKey(value.Slot, $"{key} serves before and after");
            }
        }
    });

    [Fact]
    public void No_member_is_taken_for_a_non_member_while_it_may_be_chosen() => EachChange((from, to, change) =>
    {
        foreach (var state in Stages(from, change))
        {
            foreach (var frontend in state.Frontends.Values)
            {
                foreach (var (member, backend) in state.Members.Where(m => m.Key.Frontend == frontend.Slot))
                    (frontend.NonMembers.Contains(member.Port) && (to.Members.ContainsKey(member) || MayChoose(state, frontend, backend, member.Port))).Should().BeFalse();
            }
        }
    });

    [Fact]
    public void Guarded_frontend_is_never_open_and_has_the_old_list_whole_or_the_new_one() => EachChange((from, to, change) =>
    {
        foreach (var state in Stages(from, change))
        {
            foreach (var frontend in state.Frontends.Values)
            {
                var lists = new[] { from, to }.Where(end => end.Frontends.Values.Any(f => f.Slot == frontend.Slot && f.Generation == frontend.Generation))
                    .Select(end => RulesOf(end, frontend.Slot));
                lists.Should().Contain(RulesOf(state, frontend.Slot));
            }
        }
    });

    /// <summary>And it still is that machine: the slot may be another one's by now.</summary>
    private static bool MayChoose(ForwardingState state, FrontendValue frontend, uint backend, uint port) =>
        frontend.TableSize > 0 && state.Tables[frontend.Slot].Contains(backend) && state.Backends[backend].Port == port;

    private static string RulesOf(ForwardingState state, uint frontend) => !state.Acls.TryGetValue(frontend, out var acl) ? "none" : string.Join(
        ", ", state.AclRules.Where(rule => rule.Key.Slot == acl.Slot && rule.Key.Generation == acl.Generation).Select(rule => $"{rule}").Order());

    private static bool Stays(uint backend, ForwardingState from, ForwardingState to)
    {
        var before = from.Backends[backend];
        return to.Backends.TryGetValue(backend, out var now) && now.Generation == before.Generation && now.Port == before.Port
            && from.Ports.GetValueOrDefault(now.Port) == to.Ports.GetValueOrDefault(now.Port);
    }

    /// <summary>Between states that have nothing in common, and between those that follow each other.</summary>
    private static void EachChange(Action<ForwardingState, ForwardingState, ForwardingChange> check)
    {
        Gen.Select(SnapshotGenerator.Snapshot, SnapshotGenerator.Snapshot).Sample(
            (before, after) => Check(Compile(before), Compile(after)), iter: Iterations);
        EachThatFollows((from, to, _) => Check(from, to));

        void Check(ForwardingState from, ForwardingState to) => check(from, to, ForwardingChange.Between(from, to));
    }

    /// <summary>A state, the next, which was compiled from there, and the snapshot that it is of.</summary>
    private static void EachThatFollows(Action<ForwardingState, ForwardingState, Snapshot> check) => SnapshotEdits.Sequence.Sample(
        snapshots =>
        {
            var state = ForwardingState.Empty;
            foreach (var snapshot in snapshots)
            {
                var next = ForwardingCompiler.Compile(snapshot, 1, state);
                check(state, next, snapshot);
                state = next;
            }
        },
        iter: Iterations);

    private static ForwardingState Unshared(ForwardingState state) => state with
    {
        Ports = state.Ports.ToSharing(),
        Routes = state.Routes.ToSharing(),
        Prefixes = state.Prefixes.ToSharing(),
        Frontends = state.Frontends.ToSharing(),
        Targets = state.Targets.ToSharing(),
        Backends = state.Backends.ToSharing(),
        Members = state.Members.ToSharing(),
        Tables = state.Tables.ToSharing(),
        Acls = state.Acls.ToSharing(),
        AclRules = state.AclRules.ToSharing(),
    };

    private static IEnumerable<ForwardingState> Stages(ForwardingState from, ForwardingChange change) =>
        Enumerable.Range(0, change.Steps.Length + 1)
            .Select(count => new ForwardingChange([.. change.Steps.Take(count)]).ApplyTo(from));

    private static void Same(ForwardingState left, ForwardingState right)
    {
        ForwardingDump.Of(left).Should().Be(ForwardingDump.Of(right));
        ForwardingChange.Between(left, right).IsEmpty.Should().BeTrue();
    }

    private static Snapshot Reversed(Snapshot snapshot) => snapshot with
    {
        Networks = Reversed(snapshot.Networks),
        Machines = Reversed(snapshot.Machines),
        Vips = Reversed(snapshot.Vips),
        Sets = [.. Reversed(snapshot.Sets).Select(set => set with { Backends = Reversed(set.Backends) })],
    };

    private static ImmutableArray<T> Reversed<T>(ImmutableArray<T> items) => [.. items.Reverse()];

    private static ForwardingState Compile(Snapshot snapshot) => ForwardingCompiler.Compile(snapshot, 1);

    private static string Dump(Snapshot snapshot) => ForwardingDump.Of(Compile(snapshot));
}
