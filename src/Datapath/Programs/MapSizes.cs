namespace Ilb.Datapath.Programs;

/// <summary>Capacity per map name.</summary>
internal static class MapSizes
{
    internal static IReadOnlyDictionary<string, uint> Of(KernelOptions options) => new Dictionary<string, uint>
    {
        ["port_slots"] = options.Ports,
        ["ports"] = options.Ports,
        ["routes"] = options.Addresses,
        ["prefixes"] = options.Addresses,
        ["frontends"] = options.Frontends,
        ["maglev"] = options.Frontends,
        ["targets"] = options.Backends,
        ["backends"] = options.Backends,
        ["members"] = options.Backends,
        ["acls"] = options.Frontends,
        ["acl_rules"] = options.AclRules,
        ["frontend_traffic"] = options.Frontends,
        ["backend_traffic"] = options.Backends,
        ["swept_flows"] = options.Backends,
        ["drops"] = options.Drops,
        ["flows"] = 2 * options.FlowBuckets, // and as many for their rests
        ["overflow"] = 2 * options.OverflowBuckets,
        ["sent"] = options.SentBeyond,
        ["datagrams"] = options.Datagrams,
        ["affinities"] = options.Affinities,
    };
}
