# With the cmdlets, on what the classic command line made: an endpoint more, and a machine more behind its load balancer.
$ErrorActionPreference = 'Stop'

$machines = Get-AzureVM -ServiceName website
"$($machines.Name -join ', ') behind $((Get-AzureInternalLoadBalancer -ServiceName website).IPAddress)"
New-AzureVMConfig -Name web3 -InstanceSize Small -ImageName ilb-responder |
    Add-AzureProvisioningConfig -Linux -LinuxUser azureuser -Password 'P@ssw0rd!1' |
    Set-AzureSubnet front |
    Add-AzureEndpoint -Name web -Protocol tcp -LocalPort 8080 -PublicPort 80 -LBSetName webset -ProbePort 8080 -ProbeProtocol http -ProbePath /health -ProbeIntervalInSeconds 5 -ProbeTimeoutInSeconds 5 -InternalLoadBalancerName balancer |
    New-AzureVM -ServiceName website | Out-Null
Get-AzureVM -ServiceName website -Name web1 | Set-AzureEndpoint -Name web -IdleTimeoutInMinutes 20 | Update-AzureVM | Out-Null
