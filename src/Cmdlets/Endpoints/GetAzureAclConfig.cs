using System.Linq;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows the access list of an endpoint, or those of all endpoints that have one.</summary>
[Cmdlet(VerbsCommon.Get, "AzureAclConfig")]
[OutputType(typeof(NetworkAclObject))]
public sealed class GetAzureAclConfig : MachineCmdlet
{
    [Parameter(Position = 0)]
    public string? EndpointName { get; set; }

    protected override void ProcessRecord()
    {
        // An endpoint without rules gives a list to add rules to.
        if (EndpointName is not null) WriteObject(NetworkAclObject.From(RequireEndpoint(EndpointName).EndpointAcl) ?? new NetworkAclObject());
        else WriteObject(Machine.Endpoints.Select(endpoint => NetworkAclObject.From(endpoint.EndpointAcl)).OfType<NetworkAclObject>(), true);
    }
}
