using System.Runtime.Serialization;

namespace Ilb.Client;

/// <summary>What an operator said about a machine that it took out; times as the service writes them, in ISO 8601.</summary>
[DataContract]
public sealed class DrainTerms
{
    [DataMember(Name = "since")]
    public string Since { get; set; } = "";

    /// <summary>Null: its connections may take their time.</summary>
    [DataMember(Name = "deadline")]
    public string? Deadline { get; set; }

    [DataMember(Name = "atEnd")]
    public string AtEnd { get; set; } = "";

    [DataMember(Name = "udp")]
    public string Udp { get; set; } = "";
}
