using System;
using System.Linq;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows who changed what of the subscription.</summary>
[Cmdlet(VerbsCommon.Get, "AzureAuditLog")]
[OutputType(typeof(AuditContext))]
public sealed class GetAzureAuditLog : ServiceCmdlet
{
    /// <summary>From the beginning unless given.</summary>
    [Parameter(Position = 0)]
    public DateTime? Since { get; set; }

    /// <summary>The newest so many.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Last { get; set; } = 100;

    protected override void Execute()
    {
        var since = Since is { } moment ? new DateTimeOffset(moment) : (DateTimeOffset?)null;
        foreach (var line in Call((client, cancel) => client.GetAuditAsync(since, Last, cancel)).Select(AuditContext.Of))
            WriteObject(line);
    }
}
