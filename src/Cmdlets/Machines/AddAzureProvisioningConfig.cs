using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;

namespace Ilb.Cmdlets;

/// <summary>Adds provisioning settings. The service demands them and ilb's machines need none of them, so that only names are sent.</summary>
[Cmdlet(VerbsCommon.Add, "AzureProvisioningConfig", DefaultParameterSetName = "WindowsParameterSetName")]
[OutputType(typeof(IPersistentVM))]
public sealed class AddAzureProvisioningConfig : MachineCmdlet
{
    [Parameter]
    public SwitchParameter DisableGuestAgent { get; set; }

    [Parameter(ParameterSetName = "LinuxParameterSetName", Mandatory = true)]
    public SwitchParameter Linux { get; set; }

    [Parameter(ParameterSetName = "LinuxParameterSetName")]
    public string? LinuxUser { get; set; }

    [Parameter(ParameterSetName = "LinuxParameterSetName")]
    public SwitchParameter DisableSSH { get; set; }

    [Parameter(ParameterSetName = "LinuxParameterSetName")]
    public SwitchParameter NoSSHEndpoint { get; set; }

    [Parameter(ParameterSetName = "LinuxParameterSetName")]
    public SwitchParameter NoSSHPassword { get; set; }

    [Parameter(ParameterSetName = "LinuxParameterSetName")]
    public object? SSHPublicKeys { get; set; }

    [Parameter(ParameterSetName = "LinuxParameterSetName")]
    public object? SSHKeyPairs { get; set; }

    [Parameter]
    public string? CustomDataFile { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName", Mandatory = true)]
    public SwitchParameter Windows { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain", Mandatory = true)]
    public string? AdminUsername { get; set; }

    [Parameter(ParameterSetName = "WindowsDomain", Mandatory = true)]
    public SwitchParameter WindowsDomain { get; set; }

    /// <summary>Accepted as old scripts demand; neither kept nor sent.</summary>
    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    [Parameter(ParameterSetName = "LinuxParameterSetName")]
    public string? Password { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public SwitchParameter ResetPasswordOnFirstLogon { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public SwitchParameter DisableAutomaticUpdates { get; set; }

    /// <summary>Accepted; no machine of ilb gets such an endpoint unasked.</summary>
    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public SwitchParameter NoRDPEndpoint { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public string? TimeZone { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public object? Certificates { get; set; }

    [Parameter(ParameterSetName = "WindowsDomain", Mandatory = true)]
    public string? JoinDomain { get; set; }

    [Parameter(ParameterSetName = "WindowsDomain", Mandatory = true)]
    public string? Domain { get; set; }

    [Parameter(ParameterSetName = "WindowsDomain", Mandatory = true)]
    public string? DomainUserName { get; set; }

    /// <summary>Accepted as old scripts demand; neither kept nor sent.</summary>
    [Parameter(ParameterSetName = "WindowsDomain", Mandatory = true)]
    public string? DomainPassword { get; set; }

    [Parameter(ParameterSetName = "WindowsDomain")]
    public string? MachineObjectOU { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public SwitchParameter EnableWinRMHttp { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public SwitchParameter DisableWinRMHttps { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public X509Certificate2? WinRMCertificate { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public X509Certificate2[]? X509Certificates { get; set; }

    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public SwitchParameter NoExportPrivateKey { get; set; }

    /// <summary>Accepted; no machine of ilb gets such an endpoint unasked.</summary>
    [Parameter(ParameterSetName = "WindowsParameterSetName")]
    [Parameter(ParameterSetName = "WindowsDomain")]
    public SwitchParameter NoWinRMEndpoint { get; set; }

    protected override void ProcessRecord()
    {
        if (Linux) AddLinux(); else AddWindows();
        if (DisableGuestAgent) Machine.Role.ProvisionGuestAgent = false;
        WriteObject(VM);
    }

    private void AddLinux()
    {
        var set = Machine.SetOf("LinuxProvisioningConfiguration");
        set.HostName = Machine.RoleName;
        set.UserName = LinuxUser;
    }

    private void AddWindows()
    {
        var set = Machine.SetOf("WindowsProvisioningConfiguration");
        set.ComputerName = Machine.RoleName;
        set.AdminUsername = AdminUsername;
    }
}
