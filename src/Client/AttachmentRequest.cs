using System.Runtime.Serialization;

namespace Ilb.Client;

/// <summary>A machine, and just one thing of its host that it is attached to.</summary>
[DataContract]
public sealed class AttachmentRequest
{
    /// <summary>"web1" where that is unique, else "MyWebsite1/web1".</summary>
    [DataMember(Name = "machine")]
    public string Machine { get; set; } = "";

    /// <summary>The path of a network namespace.</summary>
    [DataMember(Name = "namespace", EmitDefaultValue = false)]
    public string? Namespace { get; set; }

    /// <summary>The number of a process, whose network namespace is meant.</summary>
    [DataMember(Name = "process", EmitDefaultValue = false)]
    public int? Process { get; set; }

    /// <summary>The id of a container, as its runtime shows it.</summary>
    [DataMember(Name = "container", EmitDefaultValue = false)]
    public string? Container { get; set; }

    /// <summary>The name of a tap, or of the host's side of a veth pair.</summary>
    [DataMember(Name = "interface", EmitDefaultValue = false)]
    public string? Interface { get; set; }

    /// <summary>Of an interface: the Ethernet address of who is behind it.</summary>
    [DataMember(Name = "mac", EmitDefaultValue = false)]
    public string? Mac { get; set; }

    /// <summary>The host itself.</summary>
    [DataMember(Name = "thisHost", EmitDefaultValue = false)]
    public bool ThisHost { get; set; }
}
