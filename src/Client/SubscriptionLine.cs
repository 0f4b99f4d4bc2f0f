using System.Runtime.Serialization;

namespace Ilb.Client;

/// <summary>A subscription of an installation.</summary>
[DataContract]
public sealed class SubscriptionLine
{
    [DataMember(Name = "id")]
    public string Id { get; set; } = "";

    [DataMember(Name = "name")]
    public string Name { get; set; } = "";

    /// <summary>How many management certificates open it.</summary>
    [DataMember(Name = "certificates")]
    public int Certificates { get; set; }

    /// <summary>Whether it is that of the host's operator.</summary>
    [DataMember(Name = "isOperator")]
    public bool IsOperator { get; set; }
}
