# An internal load balancer in a virtual network, as announced in 2014. Run it with: ilb shell samples/virtual-network.ps1

# Two virtual networks with the same address space
Set-AzureVNetConfig -ConfigurationPath "$PSScriptRoot/networks.xml"

# --- From here on: the announcement's script, its placeholders filled in

# VM Configuration
$web1 = New-AzureVMConfig -Name "web1" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Windows -AdminUsername operator -Password 'P@ssw0rd!1' | Set-AzureSubnet FrontEndSubnet

$web2 = New-AzureVMConfig -Name "web2" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Windows -AdminUsername operator -Password 'P@ssw0rd!1' | Set-AzureSubnet FrontEndSubnet

# Create the Deployments
New-AzureVM -ServiceName "MyWebsite1" -VMs $web1 -Location "West US" -VNetName VNetUSWest 

New-AzureVM -ServiceName "MyWebsite1" -VMs $web2 -Location "West US" 

# Add Internal Load Balancer to the service
Add-AzureInternalLoadBalancer -InternalLoadBalancerName MyILB -SubnetName FrontEndSubnet -ServiceName MyWebsite1

# Add load balanced endpoints to ILB
Get-AzureVM -ServiceName MyWebsite1 -Name web1 | Add-AzureEndpoint -Name "intwebep" -LBSetName "intwebeplb" -Protocol tcp -LocalPort 100 -PublicPort 100 -ProbePort 100 -ProbeProtocol tcp -ProbeIntervalInSeconds 10 -InternalLoadBalancerName MyILB | Update-AzureVM

Get-AzureVM -ServiceName MyWebsite1 -Name web2 | Add-AzureEndpoint -Name "intwebep" -LBSetName "intwebeplb" -Protocol tcp -LocalPort 100 -PublicPort 100 -ProbePort 100 -ProbeProtocol tcp -ProbeIntervalInSeconds 10 -InternalLoadBalancerName MyILB | Update-AzureVM

# --- Two machines that try it: client1 in the same virtual network, stranger1 in the other one

New-AzureVMConfig -Name "client1" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | Set-AzureSubnet ClientSubnet | New-AzureVM -ServiceName "MyClients" -Location "West US" -VNetName VNetUSWest

New-AzureVMConfig -Name "stranger1" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | Set-AzureSubnet ClientSubnet | New-AzureVM -ServiceName "Strangers" -Location "West US" -VNetName VNetOther

# --- What there is now

# Get Internal Load balancer information
Get-AzureService -ServiceName MyWebsite1 | Get-AzureInternalLoadBalancer 

# Get the ILB information on an endpoint
Get-AzureVM -ServiceName MyWebsite1 -Name web1 | Get-AzureEndpoint

Get-AzureVM
