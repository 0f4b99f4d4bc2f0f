using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Ilb.Client;

/// <summary>Which machines to take out of their sets, and on what terms.</summary>
[DataContract]
public sealed class DrainRequest
{
    /// <summary>"web1" where that is unique, else "MyWebsite1/web1".</summary>
    [DataMember(Name = "machines")]
    public List<string> Machines { get; set; } = [];

    /// <summary>Null: all sets of the machines.</summary>
    [DataMember(Name = "set", EmitDefaultValue = false)]
    public string? Set { get; set; }

    /// <summary>From now; null: none.</summary>
    [DataMember(Name = "deadlineSeconds", EmitDefaultValue = false)]
    public double? DeadlineSeconds { get; set; }

    /// <summary>"keep" or "reset" what is left at the deadline; null is keep.</summary>
    [DataMember(Name = "atEnd", EmitDefaultValue = false)]
    public string? AtEnd { get; set; }

    /// <summary>"keep" or "move" UDP flows; null is keep.</summary>
    [DataMember(Name = "udp", EmitDefaultValue = false)]
    public string? Udp { get; set; }
}
