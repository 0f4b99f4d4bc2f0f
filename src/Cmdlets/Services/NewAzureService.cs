using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Makes a cloud service.</summary>
[Cmdlet(VerbsCommon.New, "AzureService", DefaultParameterSetName = "ParameterSetAffinityGroup", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class NewAzureService : ServiceCmdlet
{
    [Parameter(ParameterSetName = "ParameterSetAffinityGroup", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "ParameterSetLocation", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? ServiceName { get; set; }

    [Parameter(ParameterSetName = "ParameterSetLocation", Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LocationNames))]
    public string? Location { get; set; }

    [Parameter(ParameterSetName = "ParameterSetAffinityGroup", Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AffinityGroupNames))]
    public string? AffinityGroup { get; set; }

    [Parameter(ParameterSetName = "ParameterSetAffinityGroup", Position = 2)]
    [Parameter(ParameterSetName = "ParameterSetLocation", Position = 2)]
    public string? Label { get; set; }

    [Parameter(ParameterSetName = "ParameterSetAffinityGroup", Position = 3, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "ParameterSetLocation", Position = 3, ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    [Parameter(ParameterSetName = "ParameterSetAffinityGroup", Position = 4, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "ParameterSetLocation", Position = 4, ValueFromPipelineByPropertyName = true)]
    public string? ReverseDnsFqdn { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess(ServiceName, "New-AzureService")) return;
        var service = new CreateHostedService
        {
            ServiceName = ServiceName,
            Label = Label ?? ServiceName,
            Description = Description,
            Location = Location,
            AffinityGroup = AffinityGroup,
            ReverseDnsFqdn = ReverseDnsFqdn,
        };
        var operationId = Call((client, cancel) => client.CreateServiceAsync(service, cancel));
        WriteObject(Describe(new ManagementOperationContext(), operationId));
    }
}
