@{
    RootModule = 'Ilb.Cmdlets.dll'
    ModuleVersion = '0.1.0'
    GUID = '5d0a3f0e-58c5-4f0b-9f5a-6a3b1c7d2e91'
    Author = 'The ilb authors'
    Copyright = '(c) The ilb authors. MIT.'
    Description = 'The classic Azure cmdlets that make and balance machines of a private network with ilb.'
    # Tested with PowerShell 7.6; built for Windows PowerShell 5.1 too, untested there.
    PowerShellVersion = '5.1'
    CompatiblePSEditions = @('Core', 'Desktop')
    FormatsToProcess = @('Ilb.Format.ps1xml')
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'Get-AzureAclConfig',
        'New-AzureAclConfig',
        'Remove-AzureAclConfig',
        'Set-AzureAclConfig',
        'Get-AzureAuditLog',
        'Get-AzureDeployment',
        'New-AzureDeployment',
        'Remove-AzureDeployment',
        'Set-AzureDeployment',
        'New-AzurePackage',
        'Add-AzureEndpoint',
        'Get-AzureEndpoint',
        'Remove-AzureEndpoint',
        'Set-AzureEndpoint',
        'Add-AzureInternalLoadBalancer',
        'Get-AzureInternalLoadBalancer',
        'Remove-AzureInternalLoadBalancer',
        'Set-AzureInternalLoadBalancer',
        'New-AzureInternalLoadBalancerConfig',
        'Set-AzureLoadBalancedEndpoint',
        'Get-AzureLocation',
        'Add-AzureProvisioningConfig',
        'Import-AzurePublishSettingsFile',
        'Get-AzureService',
        'New-AzureService',
        'Remove-AzureService',
        'Set-AzureStaticVNetIP',
        'Test-AzureStaticVNetIP',
        'Set-AzureSubnet',
        'Get-AzureSubscription',
        'Select-AzureSubscription',
        'Get-AzureVM',
        'New-AzureVM',
        'Remove-AzureVM',
        'Restart-AzureVM',
        'Start-AzureVM',
        'Stop-AzureVM',
        'Update-AzureVM',
        'New-AzureVMConfig',
        'Get-AzureVMDrain',
        'Start-AzureVMDrain',
        'Stop-AzureVMDrain',
        'Get-AzureVMImage',
        'Set-AzureVMSize',
        'Get-AzureVNetConfig',
        'Remove-AzureVNetConfig',
        'Set-AzureVNetConfig',
        'Get-AzureVNetConnection',
        'Get-AzureVNetGateway',
        'New-AzureVNetGateway',
        'Remove-AzureVNetGateway',
        'Set-AzureVNetGateway',
        'Get-AzureVNetGatewayIPsecParameters',
        'Set-AzureVNetGatewayIPsecParameters',
        'Get-AzureVNetGatewayKey',
        'Reset-AzureVNetGatewayKey',
        'Set-AzureVNetGatewayKey',
        'Get-AzureVNetSite'
    )
}
