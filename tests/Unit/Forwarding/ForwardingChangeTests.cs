using AwesomeAssertions;
using Ilb.Forwarding;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Forwarding.Scenario;

namespace Ilb.Unit.Forwarding;

public sealed class ForwardingChangeTests
{
    [Fact]
    public void Equal_states_need_no_step_even_when_compiled_apart() =>
        Steps(Snapshot(Backend(1)), Snapshot(Backend(1))).Should().BeEmpty();

    [Fact]
    public void First_start_writes_whatever_is_referred_to_before_what_refers_to_it() =>
        Steps(Model.Snapshots.Snapshot.Empty, Snapshot(Backend(1))).Should().Equal(
            "set 1 in Ports", "set 1 in Backends", "set 1 in Targets", "set 1 in Members", "set 1 in Tables", "set 1 in Frontends",
            "set 2 in Routes", "set 1 in Prefixes");

    [Fact]
    public void Removing_everything_goes_the_other_way() =>
        Steps(Snapshot(Backend(1)), Model.Snapshots.Snapshot.Empty).Should().Equal(
            "remove 1 from Prefixes", "remove 2 from Routes", "remove 1 from Frontends", "remove 1 from Tables", "remove 1 from Members",
            "remove 1 from Targets", "remove 1 from Backends", "remove 1 from Ports");

    [Fact]
    public void Backend_that_goes_down_changes_its_entry_and_its_table_only() =>
        Steps(Snapshot(Backend(1), Backend(2)), Snapshot(Backend(1), Backend(2, BackendState.Down)))
            .Should().Equal("set 1 in Backends", "set 1 in Tables");

    [Fact]
    public void Last_backend_that_goes_down_closes_the_frontend_before_its_table_goes() =>
        Steps(Snapshot(Backend(1)), Snapshot(Backend(1, BackendState.Down)))
            .Should().Equal("set 1 in Backends", "set 1 in Frontends", "remove 1 from Tables");

    [Fact]
    public void Table_grows_before_its_frontend_says_so() =>
        Steps(Snapshot(Backend(1)), WithTableSize(Snapshot(Backend(1)), 16_411)).Should().Equal("set 1 in Tables", "set 1 in Frontends");

    [Fact]
    public void Port_slot_that_gets_a_new_tenant_is_freed_of_all_that_leads_to_the_former()
    {
        var before = Snapshot(Backend(1), Backend(2));
        var after = before with { Machines = [Machine(1) with { Port = new Slot(1, 2) }, Machine(2)] };

        Steps(before, after).Take(6).Should().Equal(
            "set 1 in Tables", "remove 1 from Routes", "remove 1 from Members", "remove 1 from Targets", "remove 1 from Backends", "remove 1 from Ports");
    }

    [Fact]
    public void Frontend_whose_only_backend_gets_a_new_tenant_closes_for_the_moment()
    {
        var before = Snapshot(Backend(1));
        var after = before with { Machines = [Machine(1) with { Port = new Slot(1, 2) }] };

        Steps(before, after).Take(3).Should().Equal("remove 1 from Routes", "remove 1 from Frontends", "remove 1 from Tables");
    }

    [Fact]
    public void Frontend_slot_that_gets_a_new_tenant_loses_its_former_key_before_the_new_table_comes()
    {
        var before = Snapshot(Backend(1));
        var after = before with { Sets = [Set(Backend(2)) with { Frontend = new Slot(1, 2), PublicPort = 443 }] };

        Steps(before, after).Take(2).Should().Equal("remove 1 from Frontends", "remove 1 from Tables");
    }

    [Fact]
    public void Drift_of_the_kernel_is_set_right()
    {
        var wanted = Compile(Snapshot(Backend(1), Backend(2)));
        var read = wanted with
        {
            Tables = wanted.Tables.SetItem(1, [.. wanted.Tables[1].Select(_ => 1u)]),
            Members = wanted.Members.Clear(),
            Backends = wanted.Backends.Add(9, wanted.Backends[1]),
        };

        ForwardingChange.Between(read, wanted).Steps.Select(step => step.ToString())
            .Should().Equal("set 2 in Members", "set 1 in Tables", "remove 1 from Backends");
    }

    [Fact]
    public void Compiling_after_a_repaired_drift_does_not_trust_tables_that_it_did_not_build()
    {
        var wanted = Compile(Snapshot(Backend(1), Backend(2)));
        var wrong = new ForwardingChange([new SetStep<uint, System.Collections.Immutable.ImmutableArray<uint>>(
            ForwardingMap.Tables, [KeyValuePair.Create(1u, wanted.Tables[1].SetItem(0, 9))])]).ApplyTo(wanted);

        ForwardingCompiler.Compile(Snapshot(Backend(1), Backend(2)), 1, wrong).Tables[1].Should().Equal(wanted.Tables[1]);
    }

    private static IEnumerable<string> Steps(Snapshot from, Snapshot to) =>
        ForwardingChange.Between(Compile(from), Compile(to)).Steps.Select(step => step.ToString());

    private static Snapshot WithTableSize(Snapshot snapshot, uint size) =>
        snapshot with { Sets = [snapshot.Sets[0] with { TableSize = size }] };

    private static ForwardingState Compile(Snapshot snapshot) => ForwardingCompiler.Compile(snapshot, 1);
}
