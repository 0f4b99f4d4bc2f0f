# An internal load balancer in a cloud service outside a virtual network, as announced in 2014. Run it with: ilb demo cloud-service

. "$PSScriptRoot/parts/promises.ps1"

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

# --- What is promised

Wait-Health Instance1, Instance2
Wait-Running Client1, Outsider1, Outsider2
$vip = (Get-AzureService -ServiceName Website2 | Get-AzureInternalLoadBalancer).IPAddress
$private = $vip -match '^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.'
Confirm-Promise 'address of the internal load balancer' 'one of 100.64.0.0/10' $vip $private

# An answer is "Instance1 100.64.0.4:100 from 100.64.0.7:41234 #17": who was called, and by whom.
$answers = @(Invoke-Requests Client1 "http://${vip}:100" 60)
Confirm-Promise '60 requests from Client1 of the cloud service' '60 answered' "$($answers.Count) answered" ($answers.Count -eq 60)
$counts = foreach ($name in 'Instance1', 'Instance2') { @($answers | Where-Object { $_ -like "$name *" }).Count }
# Half of 60 with six standard deviations (3.9 each) to each side.
Confirm-Promise '    answered by Instance1, Instance2' 'about half each' ($counts -join ', ') (-not ($counts | Where-Object { $_ -lt 7 }))
$client = (Get-AzureVM -ServiceName Website2 -Name Client1).IpAddress
$seen = @($answers | ForEach-Object { ($_ -split '[ :]')[4] } | Select-Object -Unique)
Confirm-Promise '    client address that they saw' "$client, Client1's own" ($seen -join ', ') ("$seen" -eq $client)

foreach ($place in ('Instance1', 'a member of the set'), ('Outsider1', 'another cloud service'), ('Outsider2', 'a virtual network')) {
    $machine, $what = $place
    $answers = @(Invoke-Requests $machine "http://${vip}:100" 3)
    Confirm-Promise "$machine, $what, tries it" 'no answer' "$($answers.Count) of 3 answered" ($answers.Count -eq 0)
}

Confirm-HostIsOutside "http://${vip}:100"

exit (Complete-Promise)
