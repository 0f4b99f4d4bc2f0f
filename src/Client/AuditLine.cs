using System.Runtime.Serialization;

namespace Ilb.Client;

/// <summary>Somebody asked for a change, or for a key; times as the service writes them, in ISO 8601.</summary>
[DataContract]
public sealed class AuditLine
{
    [DataMember(Name = "at")]
    public string At { get; set; } = "";

    /// <summary>Of the request, and of the operation that it began.</summary>
    [DataMember(Name = "id")]
    public string Id { get; set; } = "";

    /// <summary>SHA-256 of the certificate that asked.</summary>
    [DataMember(Name = "thumbprint")]
    public string Thumbprint { get; set; } = "";

    /// <summary>What that certificate says of itself.</summary>
    [DataMember(Name = "subject")]
    public string Subject { get; set; } = "";

    /// <summary>Address and port that the request came from.</summary>
    [DataMember(Name = "from")]
    public string From { get; set; } = "";

    /// <summary>"DELETE services/hostedservices/MyWebsite1".</summary>
    [DataMember(Name = "request")]
    public string Request { get; set; } = "";

    /// <summary>"Create deployment MyWebsite1/MyWebsite1", where it began an operation, or what it changed where the request does not say it.</summary>
    [DataMember(Name = "operation")]
    public string? Operation { get; set; }

    /// <summary>"done", "refused", "accepted", "succeeded" or "failed".</summary>
    [DataMember(Name = "result")]
    public string Result { get; set; } = "";

    [DataMember(Name = "code")]
    public string? Code { get; set; }

    [DataMember(Name = "message")]
    public string? Message { get; set; }

    /// <summary>When its operation ended.</summary>
    [DataMember(Name = "ended")]
    public string? Ended { get; set; }
}
