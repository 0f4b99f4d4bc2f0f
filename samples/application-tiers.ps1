# Three tiers: nginx in front, an application, databases. The front tier has a public endpoint. The application and the databases are
# behind internal VIPs, so that they are reached only inside the virtual network. Each tier stays available when one of its machines
# is gone. Run it with: ilb demo application-tiers
# Debian packages: nginx-core postgresql

. "$PSScriptRoot/parts/promises.ps1"
Assert-Program '/usr/sbin/nginx' 'nginx-core'
Assert-Program '/usr/lib/postgresql/*/bin/postgres' 'postgresql'
Assert-Outside

# --- The tiers, each a cloud service with two machines

Set-AzureVNetConfig -ConfigurationPath "$PSScriptRoot/application-tiers.xml" | Out-Null

# Two machines behind an internal VIP; both images know the address of the tier below.
function New-Tier([string] $Service, [string[]] $Machines, [string] $Image, [string] $Subnet, [string] $Address, [int] $Port) {
    New-AzureVM -ServiceName $Service -VMs ($Machines | ForEach-Object { New-Machine $_ $Image $Subnet }) -Location 'West US' -VNetName VNetTiers | Out-Null
    Add-AzureInternalLoadBalancer -InternalLoadBalancerName $Service -SubnetName $Subnet -StaticVNetIPAddress $Address -ServiceName $Service | Out-Null
    foreach ($name in $Machines) {
        Get-AzureVM -ServiceName $Service -Name $name | Add-AzureEndpoint -Name main -LBSetName main -Protocol tcp -LocalPort $Port -PublicPort $Port -ProbePort $Port -ProbeProtocol tcp -ProbeIntervalInSeconds 5 -InternalLoadBalancerName $Service | Update-AzureVM | Out-Null
    }
}

New-Tier Databases db1, db2 database DatabaseSubnet 10.1.3.100 5432
New-Tier Application app1, app2 application ApplicationSubnet 10.1.2.100 8080
New-AzureVM -ServiceName Front -VMs ('front1', 'front2' | ForEach-Object { New-Machine $_ front-tier FrontSubnet }) -Location 'West US' -VNetName VNetTiers | Out-Null
foreach ($name in 'front1', 'front2') {
    Get-AzureVM -ServiceName Front -Name $name | Add-AzureEndpoint -Name http -LBSetName http -Protocol tcp -LocalPort 80 -PublicPort 80 -ProbePort 80 -ProbeProtocol tcp -ProbeIntervalInSeconds 5 | Update-AzureVM | Out-Null
}
New-Machine outsider1 ilb-responder ClientSubnet | New-AzureVM -ServiceName Outsiders -Location 'West US' -VNetName VNetOther | Out-Null
Wait-Health db1, db2, app1, app2, front1, front2
$public = (Get-AzureVM -ServiceName Front -Name front1 | Get-AzureEndpoint).Vip
# Whoever is outside may send whatever he likes to the uplink, packets for private addresses, too.
Invoke-Outside ip route replace default via $public

# --- What is promised

# A page is "front1 > app2 > db1: 100 articles": each tier adds who it was. The browser is outside.
function Get-Pages([int] $Count) { Invoke-Outside curl -s -m 5 -H 'Connection: close' "http://$public/?[1-$Count]" }

function Get-Count([string[]] $Pages, [string] $Machine) { @($Pages | Where-Object { $_ -like "*$Machine*: 100 articles" }).Count }

Wait-Until 'a page of the front tier' { (Get-Count @(Get-Pages 1) front) -eq 1 }
$pages = @(Get-Pages 40)
$good = Get-Count $pages front
Confirm-Promise "40 pages from outside, http://$public" '40 with the catalogue' "$good with the catalogue" ($good -eq 40)
foreach ($tier in ('front1', 'front2'), ('app1', 'app2'), ('db1', 'db2')) {
    $counts = $tier | ForEach-Object { Get-Count $pages $_ }
    # Half of 40 with six standard deviations (3.2 each) to each side.
    Confirm-Promise "    by $($tier -join ' and ')" 'about half each' ($counts -join ', ') (-not ($counts | Where-Object { $_ -lt 1 }))
}

# curl ends with 7 when the connection was refused and with 28 when nobody answered.
function Confirm-NoConnection([string] $What) {
    $none = $LASTEXITCODE -in 7, 28
    Confirm-Promise $What 'no connection' $(if ($none) { 'no connection' } else { 'connected' }) $none
}

foreach ($vip in '10.1.2.100:8080', '10.1.3.100:5432') {
    Invoke-Outside curl -s -m 2 "telnet://$vip"
    Confirm-NoConnection "from outside: $vip"
    ilb exec outsider1 -- curl -s -m 2 "telnet://$vip"
    Confirm-NoConnection "outsider1, another network: $vip"
}

Invoke-Outside curl -s -m 2 "telnet://${public}:5432"
Confirm-NoConnection "from outside: ${public}:5432"

foreach ($victim in ('Front', 'front1', 'front2'), ('Application', 'app1', 'app2'), ('Databases', 'db1', 'db2')) {
    $service, $stopped, $other = $victim
    Stop-AzureVM -ServiceName $service -Name $stopped -StayProvisioned -Force | Out-Null
    $pages = @(Get-Pages 40)
    Confirm-Promise "$stopped stopped, 40 pages" "40, all by $other" "$(Get-Count $pages front), $(Get-Count $pages $other) by $other" ((Get-Count $pages $other) -eq 40)
    Start-AzureVM -ServiceName $service -Name $stopped | Out-Null
}

exit (Complete-Promise)
