namespace Ilb.Datapath.Upgrades;

/// <summary>Whether the content of a map means something in another layout.</summary>
internal static class Transfer
{
    private static readonly string[] s_flow =
    [
        "network", "client", "called", "server", "client_port", "called_port", "server_port", "seen_port", "marks", "backend",
        "generation", "seen_at",
    ];

    /// <summary>Flows are put into place by a program; other maps are copied entry by entry.</summary>
    internal static bool IsOfFlows(string name) => name is "flows" or "overflow";

    /// <summary>What is in the way, as a sentence; null: nothing.</summary>
    internal static string? Obstacle(string name, MapShape from, MapShape to) =>
        from.Value is null || to.Value is null || from.Key is null || to.Key is null ? "The kernel does not know what its fields are."
        : IsOfFlows(name) ? ObstacleToFlows(from.Value, to.Value)
        : ObstacleToEntries(from, to);

    /// <summary>How many entries a map needs for what is in this one.</summary>
    internal static uint Entries(string name, PinnedMap from) =>
        IsOfFlows(name) && !FlowPlaces.HasRests(from.Shape.Value!) ? 2 * from.Entries : from.Entries;

    private static string? ObstacleToFlows(Layout from, Layout to)
    {
        if (FlowPlaces.FlowIn(from) is not { } old || FlowPlaces.FlowIn(to) is not { } flow || !from.Fields.Any(field => field.Path == "tag[0]"))
            return "It is no table of flows.";
        var missing = s_flow.Except(old.Fields.Select(field => field.Path)).FirstOrDefault();
        if (missing is not null)
            return $"Its flows have no {missing}.";
        return FieldMoves.Between(old, flow) is null ? "A field of its flows is smaller now." : null;
    }

    private static string? ObstacleToEntries(MapShape from, MapShape to)
    {
        if (!Enum.IsDefined(from.Kind) || !Enum.IsDefined(to.Kind) || IsPerCpu(from) != IsPerCpu(to))
            return $"It is of type {from.Kind}, and {to.Kind} now.";
        return FieldMoves.Between(from.Key!, to.Key!) is null || FieldMoves.Between(from.Value!, to.Value!) is null
            ? "A field is smaller now."
            : null;
    }

    internal static bool IsPerCpu(MapShape shape) => shape.Kind is MapKind.PerCpuArray or MapKind.PerCpuHash or MapKind.PerCpuLruHash;
}
