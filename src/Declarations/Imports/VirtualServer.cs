using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Imports;

/// <summary>A port of a VIP and what is behind it, as other software has it; called as LVS calls it.</summary>
internal sealed class VirtualServer
{
    public required string Name { get; init; }

    /// <summary>Null: any.</summary>
    public string? Address { get; init; }

    /// <summary>Which VIP it is a port of, where no address tells that; null: of one that they all share.</summary>
    public string? Vip { get; init; }

    public required int Port { get; init; }

    public required long Line { get; init; }

    public string Protocol { get; set; } = "tcp";

    public bool IsFloating { get; set; }

    public string? Distribution { get; set; }

    /// <summary>Seconds after its last connection in which a client goes on to the same server; null: not so.</summary>
    public int? AffinityTimeout { get; set; }

    /// <summary>Minutes.</summary>
    public int? Idle { get; set; }

    public bool ResetsIdle { get; set; }

    public Probe? Probe { get; set; }

    /// <summary>A network that exists already; null: it is made.</summary>
    public string? Network { get; set; }

    public string? Subnet { get; set; }

    public List<RealServer> Servers { get; init; } = [];
}
