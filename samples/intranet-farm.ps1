# A farm for the intranet only: nginx front ends behind an internal VIP, no public endpoint. Run it with: ilb demo intranet-farm
# Debian packages: nginx-core

. "$PSScriptRoot/parts/promises.ps1"
Assert-Program '/usr/sbin/nginx' 'nginx-core'

# --- The farm

Set-AzureVNetConfig -ConfigurationPath "$PSScriptRoot/intranet-farm.xml" | Out-Null

$farm = 'web1', 'web2', 'web3' | ForEach-Object { New-Machine $_ intranet-web FrontEndSubnet }
New-AzureVM -ServiceName Intranet -VMs $farm -Location 'West US' -VNetName VNetIntranet | Out-Null
Add-AzureInternalLoadBalancer -InternalLoadBalancerName Farm -SubnetName FrontEndSubnet -StaticVNetIPAddress 10.1.0.100 -ServiceName Intranet | Out-Null
foreach ($name in 'web1', 'web2', 'web3') {
    Get-AzureVM -ServiceName Intranet -Name $name | Add-AzureEndpoint -Name http -LBSetName farm -Protocol tcp -LocalPort 80 -PublicPort 80 -ProbePort 80 -ProbeProtocol http -ProbePath / -ProbeIntervalInSeconds 5 -InternalLoadBalancerName Farm | Update-AzureVM | Out-Null
}

# --- An employee's machine in the intranet, and a machine of somebody else's network

New-Machine client1 ilb-responder ClientSubnet | New-AzureVM -ServiceName Clients -Location 'West US' -VNetName VNetIntranet | Out-Null
New-Machine outsider1 ilb-responder ClientSubnet | New-AzureVM -ServiceName Outsiders -Location 'West US' -VNetName VNetOther | Out-Null
Wait-Health web1, web2, web3
$farm = 'http://10.1.0.100'

# --- What is promised

$answers = @(Invoke-Requests client1 $farm/inside 90)
Confirm-Promise '90 requests from client1 in the intranet' '90 answered' "$($answers.Count) answered" ($answers.Count -eq 90)
$counts = foreach ($name in 'web1', 'web2', 'web3') { @($answers | Where-Object { $_ -like "$name answers *" }).Count }
# A third of 90 with six standard deviations (4.5 each) to each side.
Confirm-Promise '    answered by web1, web2, web3' 'about a third each' ($counts -join ', ') (-not ($counts | Where-Object { $_ -lt 3 -or $_ -gt 57 }))
$client = (Get-AzureVM -ServiceName Clients -Name client1).IpAddress
$seen = @($answers | ForEach-Object { ($_ -split ' ')[2] } | Select-Object -Unique)
Confirm-Promise '    client address in their answers' "$client, client1's own" ($seen -join ', ') ("$seen" -eq $client)

$answers = @(Invoke-Requests outsider1 $farm/outside 3)
Confirm-Promise 'outsider1 in another network tries it' 'no answer' "$($answers.Count) of 3 answered" ($answers.Count -eq 0)
Confirm-HostIsOutside "$farm/outside"
$logged = foreach ($name in 'web1', 'web2', 'web3') { ilb exec $name -- grep -c 'GET /outside' /tmp/access.log }
Confirm-Promise '    their requests in the access logs' '0, 0, 0' ($logged -join ', ') (($logged -join '') -eq '000')
$public = @(Get-AzureVM -ServiceName Intranet | Get-AzureEndpoint | Where-Object { -not $_.InternalLoadBalancerName })
Confirm-Promise 'public endpoints of the farm' 'none' "$($public.Count)" ($public.Count -eq 0)

Stop-AzureVM -ServiceName Intranet -Name web1 -StayProvisioned -Force | Out-Null
$answers = @(Invoke-Requests client1 $farm/inside 60)
$fromStopped = @($answers | Where-Object { $_ -like 'web1 *' }).Count
Confirm-Promise 'web1 stopped, 60 requests' '60 answered, none by web1' "$($answers.Count) answered, $fromStopped by web1" ($answers.Count -eq 60 -and $fromStopped -eq 0)

exit (Complete-Promise)
