using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Shows cloud services.</summary>
[Cmdlet(VerbsCommon.Get, "AzureService")]
[OutputType(typeof(HostedServiceDetailedContext))]
public sealed class GetAzureService : ServiceCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    protected override void Execute()
    {
        var services = ServiceName is null
            ? Call((client, cancel) => client.GetServicesAsync(cancel)).HostedServices
            : [Call((client, cancel) => client.GetServiceAsync(ServiceName, cancel: cancel))];
        foreach (var service in services) WriteObject(Describe(Context(service)));
    }

    private static HostedServiceDetailedContext Context(HostedService service)
    {
        var properties = service.HostedServiceProperties ?? new HostedServiceProperties();
        return new HostedServiceDetailedContext
        {
            ServiceName = service.ServiceName,
            Url = service.Url,
            Label = properties.Label,
            Description = properties.Description,
            AffinityGroup = properties.AffinityGroup,
            Location = properties.Location,
            Status = properties.Status,
            ExtendedProperties = properties.ExtendedProperties ?? [],
            WebWorkerRoleSizes = service.ComputeCapabilities?.WebWorkerRoleSizes ?? [],
            VirtualMachineRoleSizes = service.ComputeCapabilities?.VirtualMachinesRoleSizes ?? [],
            DateModified = properties.DateLastModified,
            DateCreated = properties.DateCreated,
            ReverseDnsFqdn = properties.ReverseDnsFqdn,
        };
    }
}
