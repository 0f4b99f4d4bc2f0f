using System.Linq;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Adds, changes or removes a rule of an access list in memory.</summary>
[Cmdlet(VerbsCommon.Set, "AzureAclConfig")]
[OutputType(typeof(NetworkAclObject))]
public sealed class SetAzureAclConfig : PSCmdlet
{
    private const string AddSet = "AddRule", ChangeSet = "SetRule", RemoveSet = "RemoveRule";

    [Parameter(ParameterSetName = AddSet, Mandatory = true)]
    public SwitchParameter AddRule { get; set; }

    [Parameter(ParameterSetName = RemoveSet, Mandatory = true)]
    public SwitchParameter RemoveRule { get; set; }

    [Parameter(ParameterSetName = ChangeSet, Mandatory = true)]
    public SwitchParameter SetRule { get; set; }

    [Parameter(ParameterSetName = ChangeSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = RemoveSet, Mandatory = true, Position = 0)]
    public int RuleId { get; set; }

    [Parameter(ParameterSetName = AddSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateSet("Permit", "Deny", IgnoreCase = true)]
    public string? Action { get; set; }

    [Parameter(ParameterSetName = AddSet, Mandatory = true, Position = 1)]
    [Parameter(ParameterSetName = ChangeSet)]
    [ArgumentCompleter(typeof(SubnetPrefixes))]
    public string? RemoteSubnet { get; set; }

    /// <summary>Without it a new rule comes after all others.</summary>
    [Parameter(ParameterSetName = AddSet, Position = 2)]
    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateRange(0, 65535)]
    public int? Order { get; set; }

    [Parameter(ParameterSetName = AddSet, Position = 3)]
    [Parameter(ParameterSetName = ChangeSet)]
    public string? Description { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public NetworkAclObject? ACL { get; set; }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == AddSet) Add();
        else if (ParameterSetName == ChangeSet) Change(RequireRule());
        else ACL!.Remove(RequireRule());
        WriteObject(ACL);
    }

    private void Add()
    {
        CheckOrder(null);
        ACL!.Add(Order ?? ACL.NextOrder, Action!.ToLowerInvariant(), RemoteSubnet!, Description);
    }

    private void Change(NetworkAclRule rule)
    {
        CheckOrder(rule);
        rule.Action = Action?.ToLowerInvariant() ?? rule.Action;
        rule.RemoteSubnet = RemoteSubnet ?? rule.RemoteSubnet;
        rule.Order = Order ?? rule.Order;
        rule.Description = Description ?? rule.Description;
    }

    private void CheckOrder(NetworkAclRule? except)
    {
        if (ACL!.Rules.Any(rule => rule != except && rule.Order == Order))
            ThrowTerminatingError(ErrorRecords.Invalid("AclOrderInUse", $"An ACL rule with order {Order} already exists", Order));
    }

    private NetworkAclRule RequireRule()
    {
        if (ACL!.Rules.FirstOrDefault(rule => rule.RuleId == RuleId) is { } rule) return rule;
        ThrowTerminatingError(ErrorRecords.Invalid("AclRuleNotFound", $"A rule with id '{RuleId}' does not exist.", RuleId));
        throw new PipelineStoppedException();
    }
}
