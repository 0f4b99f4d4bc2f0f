using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Tells whether an address of a virtual network is free, and which others are.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AzureStaticVNetIP")]
[OutputType(typeof(VirtualNetworkStaticIPAvailabilityContext))]
public sealed class TestAzureStaticVNetIP : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(NetworkNames))]
    public string? VNetName { get; set; }

    [Parameter(Mandatory = true, Position = 1)]
    public string? IPAddress { get; set; }

    protected override void Execute()
    {
        var answer = Call((client, cancel) => client.TestAddressAsync(VNetName!, IPAddress!, cancel));
        WriteObject(Describe(new VirtualNetworkStaticIPAvailabilityContext
        {
            IsAvailable = answer.IsAvailable ?? false,
            AvailableAddresses = answer.AvailableAddresses ?? [],
        }));
    }
}
