namespace Ilb.ControlPlane.Audit;

/// <summary>How an operation ended, which an earlier entry tells of.</summary>
internal sealed record AuditEnd(DateTimeOffset Ended, string Id, string Result, string? Code, string? Message)
{
    public AuditEntry Of(AuditEntry entry) => entry with { Result = Result, Code = Code, Message = Message, Ended = Ended };
}
