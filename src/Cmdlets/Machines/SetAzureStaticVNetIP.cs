using System.Management.Automation;
using Address = System.Net.IPAddress;

namespace Ilb.Cmdlets;

/// <summary>Gives a machine a fixed address of its virtual network.</summary>
[Cmdlet(VerbsCommon.Set, "AzureStaticVNetIP")]
[OutputType(typeof(IPersistentVM))]
public sealed class SetAzureStaticVNetIP : MachineCmdlet
{
    [Parameter(Mandatory = true, Position = 1)]
    public string? IPAddress { get; set; }

    protected override void ProcessRecord()
    {
        if (!Address.TryParse(IPAddress, out _))
            ThrowTerminatingError(ErrorRecords.Invalid("InvalidAddress", $"'{IPAddress}' is not an IP address.", IPAddress));
        Machine.Network.StaticVirtualNetworkIPAddress = IPAddress;
        WriteObject(VM);
    }
}
