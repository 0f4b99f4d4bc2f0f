using System.Management.Automation;

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
        if (!PlainAddressAttribute.IsPlain(IPAddress))
            ThrowTerminatingError(ErrorRecords.Invalid("InvalidAddress", $"'{IPAddress}' is not an IPv4 address such as 10.1.0.4.", IPAddress));
        Machine.Network.StaticVirtualNetworkIPAddress = IPAddress;
        WriteObject(VM);
    }
}
