using System.Runtime.Serialization;

namespace Ilb.Client;

/// <summary>A subscription that the operator of the host makes.</summary>
[DataContract]
public sealed class NewSubscription
{
    [DataMember(Name = "name")]
    public string Name { get; set; } = "";

    /// <summary>Base64 of the certificate that opens it, without its private key.</summary>
    [DataMember(Name = "certificate")]
    public string Certificate { get; set; } = "";
}
