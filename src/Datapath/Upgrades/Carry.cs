using Ilb.Datapath.Programs;

namespace Ilb.Datapath.Upgrades;

/// <summary>Takes over what is in maps of another layout, while packets go on. It may be ended at any point; the next start goes on with it.</summary>
internal sealed class Carry(BpfObject loaded, PortPrograms programs, PinFolder folder, Action<CarryStep> reached)
{
    private const int MostPasses = 100;

    /// <summary>How many flows found no room.</summary>
    internal int Run()
    {
        var pairs = loaded.Placed
            .Where(map => map.From is not null)
            .Select(map => (Map: map, From: PinnedMap.Open(map.From!)!, To: PinnedMap.Open(map.Pin)!))
            .ToArray();
        int refused;
        try
        {
            foreach (var (map, from, to) in pairs.Where(pair => pair.Map.IsNew && !Transfer.IsOfFlows(pair.Map.Name)))
                new EntryCopy(from, to, map.Name).Run();
            refused = CarryFlows([.. pairs.Where(pair => Transfer.IsOfFlows(pair.Map.Name)).Select(pair => (pair.From, pair.To))], [.. pairs.Select(pair => pair.To.Id)]);
        }
        finally
        {
            foreach (var (_, from, to) in pairs)
            {
                from.Dispose();
                to.Dispose();
            }
        }

        folder.Settle();
        return refused;
    }

    /// <summary>What changes between two passes is found by asking the programs before; the last pass found nothing that changed.</summary>
    private int CarryFlows((PinnedMap From, PinnedMap To)[] tables, uint[] carried)
    {
        var flows = tables.Length == 0
            ? null
            : new FlowCarrier(tables.Select(table => table.From), FlowPlaces.FlowIn(tables[0].To.Shape.Value!)!, loaded.Program("carry"));
        flows?.Run();
        reached(CarryStep.Copied);
        new ProgramSlots(loaded).SwitchCarrying(carried);
        reached(CarryStep.Switched);
        for (var pass = 0; pass < MostPasses && flows?.Run() > 0; pass++)
        {
        }

        programs.SwitchToAll();
        reached(CarryStep.Carried);
        return flows?.Refused ?? 0;
    }
}
