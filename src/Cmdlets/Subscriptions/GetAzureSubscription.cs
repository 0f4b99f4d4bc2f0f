using System.Linq;
using System.Management.Automation;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Shows the subscriptions of this session.</summary>
[Cmdlet(VerbsCommon.Get, "AzureSubscription", DefaultParameterSetName = "ByName")]
[OutputType(typeof(AzureSubscription))]
public sealed class GetAzureSubscription : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "ByName", ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(SubscriptionNames))]
    public string? SubscriptionName { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ById", ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    public string? SubscriptionId { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Current")]
    public SwitchParameter Current { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Default")]
    public SwitchParameter Default { get; set; }

    [Parameter]
    public SwitchParameter ExtendedDetails { get; set; }

    [Parameter]
    public string? SubscriptionDataFile { get; set; }

    protected override void ProcessRecord()
    {
        var found = Session.Subscriptions.Where(Matches).ToList();
        if (found.Count == 0 && (SubscriptionName ?? SubscriptionId) is { } wanted)
            WriteError(ErrorRecords.Invalid("SubscriptionNotFound", $"The subscription '{wanted}' is not in this session.", wanted));
        WriteObject(found, enumerateCollection: true);
    }

    private bool Matches(AzureSubscription subscription) =>
        Current || Default
            ? subscription == Session.Current
            : (SubscriptionName is null || Names.Same(SubscriptionName, subscription.SubscriptionName))
              && (SubscriptionId is null || Names.Same(SubscriptionId, subscription.SubscriptionId));
}
