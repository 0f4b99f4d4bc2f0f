using System.Linq;
using System.Management.Automation;
using Ilb.Client;

namespace Ilb.Cmdlets;

/// <summary>Chooses the subscription that the other cmdlets use.</summary>
[Cmdlet(VerbsCommon.Select, "AzureSubscription", DefaultParameterSetName = "SelectSubscriptionByNameParameterSet")]
[OutputType(typeof(AzureSubscription))]
public sealed class SelectAzureSubscription : PSCmdlet
{
    [Parameter(ParameterSetName = "SelectSubscriptionByNameParameterSet", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "SelectDefaultSubscriptionByNameParameterSet", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(SubscriptionNames))]
    public string? SubscriptionName { get; set; }

    [Parameter(ParameterSetName = "SelectSubscriptionByIdParameterSet", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "SelectDefaultSubscriptionByIdParameterSet", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    public string? SubscriptionId { get; set; }

    /// <summary>Accepted for old scripts; a subscription is opened by its certificate.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Account { get; set; }

    [Parameter(ParameterSetName = "SelectSubscriptionByIdParameterSet")]
    [Parameter(ParameterSetName = "SelectSubscriptionByNameParameterSet")]
    public SwitchParameter Current { get; set; }

    [Parameter(ParameterSetName = "SelectDefaultSubscriptionByIdParameterSet", Mandatory = true)]
    [Parameter(ParameterSetName = "SelectDefaultSubscriptionByNameParameterSet", Mandatory = true)]
    public SwitchParameter Default { get; set; }

    [Parameter(ParameterSetName = "NoCurrentSubscriptionParameterSet", Mandatory = true)]
    public SwitchParameter NoCurrent { get; set; }

    [Parameter(ParameterSetName = "NoDefaultSubscriptionParameterSet", Mandatory = true)]
    public SwitchParameter NoDefault { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public string? SubscriptionDataFile { get; set; }

    protected override void ProcessRecord()
    {
        if (NoCurrent || NoDefault)
        {
            Session.Select(null);
            return;
        }

        var wanted = SubscriptionName ?? SubscriptionId;
        var found = Session.Subscriptions.FirstOrDefault(s =>
            SubscriptionName is null ? Names.Same(s.SubscriptionId, SubscriptionId) : Names.Same(s.SubscriptionName, SubscriptionName));
        if (found is null)
            ThrowTerminatingError(ErrorRecords.Invalid("SubscriptionNotFound", $"The subscription '{wanted}' is not in this session.", wanted));
        Session.Select(found);
        if (PassThru) WriteObject(found);
    }
}
