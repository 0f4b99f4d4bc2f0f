using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Makes an access list without rules.</summary>
[Cmdlet(VerbsCommon.New, "AzureAclConfig")]
[OutputType(typeof(NetworkAclObject))]
public sealed class NewAzureAclConfig : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(new NetworkAclObject());
}
