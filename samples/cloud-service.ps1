# An internal load balancer in a cloud service outside a virtual network, as announced in 2014. Run it with: ilb shell samples/cloud-service.ps1

# --- The announcement's script, its placeholders filled in

# Create a local ILB Object
$myilbconfig = New-AzureInternalLoadBalancerConfig -InternalLoadBalancerName "MyILB" 

# Add Internal Load Balancer for a new service
New-AzureVMConfig -Name "Instance1" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Windows -AdminUsername operator -Password 'P@ssw0rd!1' | New-AzureVM -ServiceName "Website2" -InternalLoadBalancerConfig $myilbconfig    -Location "West US"

# --- A second machine, and both as members of a set on the internal load balancer

New-AzureVMConfig -Name "Instance2" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Windows -AdminUsername operator -Password 'P@ssw0rd!1' | New-AzureVM -ServiceName "Website2"

foreach ($name in "Instance1", "Instance2") {
    Get-AzureVM -ServiceName Website2 -Name $name | Add-AzureEndpoint -Name "intwebep" -LBSetName "intwebeplb" -Protocol tcp -LocalPort 100 -PublicPort 100 -ProbePort 100 -ProbeProtocol tcp -ProbeIntervalInSeconds 10 -InternalLoadBalancerName MyILB | Update-AzureVM
}

# --- Who tries it: a machine of the same cloud service that is no member gets answers, one of another cloud service and one of a
# --- virtual network do not

New-AzureVMConfig -Name "Client1" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | New-AzureVM -ServiceName "Website2"

New-AzureVMConfig -Name "Outsider1" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | New-AzureVM -ServiceName "AnotherService" -Location "West US"

Set-AzureVNetConfig -ConfigurationPath "$PSScriptRoot/networks.xml"
New-AzureVMConfig -Name "Outsider2" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | Set-AzureSubnet ClientSubnet | New-AzureVM -ServiceName "InANetwork" -Location "West US" -VNetName VNetUSWest

# --- What there is now

Get-AzureService -ServiceName Website2 | Get-AzureInternalLoadBalancer 

Get-AzureVM -ServiceName Website2 -Name Instance1 | Get-AzureEndpoint

Get-AzureVM
