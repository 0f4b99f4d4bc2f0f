using System;
using System.Globalization;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Somebody asked for a change, or for a key.</summary>
public sealed class AuditContext
{
    public DateTime Time { get; set; }

    /// <summary>SHA-256 of the certificate that asked.</summary>
    public string? Thumbprint { get; set; }

    /// <summary>What that certificate says of itself.</summary>
    public string? Subject { get; set; }

    /// <summary>Address and port that the request came from.</summary>
    public string? From { get; set; }

    public string? Request { get; set; }

    /// <summary>What it began; null where it was done at once, or refused.</summary>
    public string? Operation { get; set; }

    public string? OperationId { get; set; }

    /// <summary>Done, Refused, Accepted, Succeeded or Failed.</summary>
    public string? Result { get; set; }

    public string? Code { get; set; }

    public string? Message { get; set; }

    public DateTime? Ended { get; set; }

    internal static AuditContext Of(AuditLine line) => new()
    {
        Time = TimeOf(line.At),
        Thumbprint = line.Thumbprint,
        Subject = line.Subject,
        From = line.From,
        Request = line.Request,
        Operation = line.Operation,
        OperationId = line.Id,
        Result = char.ToUpperInvariant(line.Result[0]) + line.Result.Substring(1),
        Code = line.Code,
        Message = line.Message,
        Ended = line.Ended is { } ended ? TimeOf(ended) : null,
    };

    private static DateTime TimeOf(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).LocalDateTime;
}
