using System.Runtime.Serialization;

namespace Ilb.Client;

/// <summary>A machine that was taken out of a set, or of all its sets, and how far that is.</summary>
[DataContract]
public sealed class DrainLine
{
    /// <summary>"MyWebsite1/web1".</summary>
    [DataMember(Name = "machine")]
    public string Machine { get; set; } = "";

    /// <summary>Null: all of the machine.</summary>
    [DataMember(Name = "set")]
    public string? Set { get; set; }

    /// <summary>"draining", "drained" (no connection left), or "overdue": some go on after the deadline.</summary>
    [DataMember(Name = "state")]
    public string State { get; set; } = "";

    /// <summary>Connections that are left; null while nobody tells.</summary>
    [DataMember(Name = "flows")]
    public int? Flows { get; set; }

    [DataMember(Name = "terms")]
    public DrainTerms Terms { get; set; } = new();
}
