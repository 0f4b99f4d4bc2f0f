using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Takes machines out of their sets: no new connections, and those they have may end.</summary>
[Cmdlet(VerbsLifecycle.Start, "AzureVMDrain", SupportsShouldProcess = true)]
[OutputType(typeof(DrainContext))]
public sealed class StartAzureVMDrain : DrainCmdlet
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long connections may take to end.</summary>
    [Parameter]
    public TimeSpan? Deadline { get; set; }

    /// <summary>What becomes of connections that are left at the deadline.</summary>
    [Parameter]
    [ValidateSet("Keep", "Reset")]
    public string AtEnd { get; set; } = "Keep";

    /// <summary>Whether UDP flows stay until they fall silent, or move to another machine at once.</summary>
    [Parameter]
    [ValidateSet("Keep", "Move")]
    public string Udp { get; set; } = "Keep";

    /// <summary>Come back when no connection is left, or the deadline is over.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>ilb's own: load-balanced sets that may be left with fewer members than their MinimumHealthyMembers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string[]? EmptySet { get; set; }

    private protected override string[]? Emptying => EmptySet;

    internal override void Change(IReadOnlyList<string> machines)
    {
        var request = new DrainRequest
        {
            Machines = [.. machines],
            Set = LBSetName,
            DeadlineSeconds = Deadline?.TotalSeconds,
            AtEnd = AtEnd,
            Udp = Udp,
        };
        var done = Run($"taking out {string.Join(", ", machines)}", (client, cancel) => client.BeginDrainAsync(request, cancel));
        var lines = Wait ? Ended(machines) : Lines(machines);
        foreach (var line in lines)
            WriteObject(Describe(DrainContext.Of(line), done.OperationId));
    }

    private IReadOnlyList<DrainLine> Ended(IReadOnlyList<string> machines)
    {
        var taken = Lines(machines).Count;
        var progress = new ProgressRecord(2, MyInvocation.MyCommand.Name, "connections end");
        while (true)
        {
            var lines = Lines(machines);
            if (lines.Count < taken)
                throw new InvalidOperationException("Somebody took a machine in again meanwhile; it gets new connections.");
            if (lines.All(line => line.State != "draining")) return lines;
            progress.StatusDescription = $"{lines.Sum(line => line.Flows ?? 0)} connections left";
            WriteProgress(progress);
            Pause(Interval);
        }
    }
}
