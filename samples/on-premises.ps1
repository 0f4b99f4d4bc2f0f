# A virtual network and a company's network on premises, joined by an IPsec tunnel between a gateway of ilb and a strongSwan of the
# company's own. Its clients call the internal VIP, machines call its server; the way between both is cut and comes back. Run it with:
# ilb demo on-premises
# Debian packages: strongswan-charon strongswan-swanctl libstrongswan-standard-plugins libcharon-extra-plugins

. "$PSScriptRoot/parts/promises.ps1"
Assert-Program '/usr/lib/ipsec/charon' 'strongswan-charon'
Assert-Program '/usr/sbin/swanctl' 'strongswan-swanctl'
Assert-Program '/usr/lib/ipsec/plugins/libstrongswan-openssl.so' 'libstrongswan-standard-plugins'
Assert-Program '/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so' 'libcharon-extra-plugins'
Assert-Outside
. "$PSScriptRoot/parts/site.ps1"

# --- Two machines behind an internal VIP, the gateway of their network, and a machine of another network

Set-AzureVNetConfig -ConfigurationPath "$PSScriptRoot/on-premises.xml" | Out-Null
New-AzureVM -ServiceName Web -VMs ('web1', 'web2' | ForEach-Object { New-Machine $_ ilb-responder FrontEndSubnet }) -Location 'West US' -VNetName VNetUSWest | Out-Null
Add-AzureInternalLoadBalancer -InternalLoadBalancerName Web -SubnetName FrontEndSubnet -StaticVNetIPAddress 10.1.0.100 -ServiceName Web | Out-Null
foreach ($name in 'web1', 'web2') {
    Get-AzureVM -ServiceName Web -Name $name | Add-AzureEndpoint -Name http -LBSetName http -Protocol tcp -LocalPort 80 -PublicPort 80 -ProbePort 80 -ProbeProtocol tcp -ProbeIntervalInSeconds 5 -InternalLoadBalancerName Web | Update-AzureVM | Out-Null
}
New-Machine client1 ilb-responder ClientSubnet | New-AzureVM -ServiceName Clients -Location 'West US' -VNetName VNetUSWest | Out-Null
New-Machine outsider1 ilb-responder ClientSubnet | New-AzureVM -ServiceName Outsiders -Location 'West US' -VNetName VNetOther | Out-Null
New-AzureVNetGateway -VNetName VNetUSWest | Out-Null
Wait-Health web1, web2
Wait-Running client1, outsider1

# --- The head office: its strongSwan gets the file that ilb writes for it, as it is

ilb gateway peer-config VNetUSWest HeadOffice -o "/proc/$site/root/etc/swanctl/conf.d/VNetUSWest.conf"
Start-SiteTunnel
Wait-Until 'the tunnel' { (Get-TunnelState) -eq 'Connected' }
$vip, $server = 'http://10.1.0.100/', 'http://10.2.0.9:8000/'
$web1 = (Get-AzureVM -ServiceName Web -Name web1).IpAddress

# --- What is promised

$connection = Get-AzureVNetConnection -VNetName VNetUSWest
Confirm-Promise 'tunnel to HeadOffice' 'Connected' $connection.ConnectivityState ($connection.ConnectivityState -eq 'Connected')

# An answer is "web1 10.1.0.4:80 from 10.2.0.9:41234 #17": who was called, and by whom.
$answers = @(Invoke-SiteRequests $vip 40)
Confirm-Promise '40 requests from the site to 10.1.0.100' '40 answered' "$($answers.Count) answered" ($answers.Count -eq 40)
$counts = foreach ($name in 'web1', 'web2') { @($answers | Where-Object { $_ -like "$name *" }).Count }
# Half of 40 with six standard deviations (3.2 each) to each side.
Confirm-Promise '    by web1, web2' 'about half each' ($counts -join ', ') (-not ($counts | Where-Object { $_ -lt 1 }))
$seen = @($answers | ForEach-Object { ($_ -split '[ :]')[4] } | Select-Object -Unique)
Confirm-Promise '    client address that they saw' "10.2.0.9, the client's own" ($seen -join ', ') ("$seen" -eq '10.2.0.9')

$answer = "$(Invoke-Requests web1 $server 1)"
Confirm-Promise "web1 calls the site's server, which sees" "$web1, web1's own address" $answer ($answer -eq $web1)
$answers = @(Invoke-Requests outsider1 $server 1)
Confirm-Promise 'outsider1 in another network calls it' 'no answer' "$($answers.Count) of 1 answered" ($answers.Count -eq 0)

$denied = New-AzureAclConfig | Set-AzureAclConfig -AddRule Deny 10.2.0.0/16 | Set-AzureAclConfig -AddRule Permit 0.0.0.0/0
Set-AzureLoadBalancedEndpoint -ServiceName Web -LBSetName http -ACL $denied -WarningAction SilentlyContinue | Out-Null
Invoke-SiteRequests $vip 3
# curl ends with 7 when it was refused.
$code = $LASTEXITCODE
Confirm-Promise 'access list denies 10.2.0.0/16: the site' 'refused' $(if ($code -eq 7) { 'refused' } else { "curl ends with $code" }) ($code -eq 7)
$answers = @(Invoke-Requests client1 $vip 3)
Confirm-Promise '    client1 in the network' '3 answered' "$($answers.Count) answered" ($answers.Count -eq 3)
Set-AzureLoadBalancedEndpoint -ServiceName Web -LBSetName http -ACL (New-AzureAclConfig) -WarningAction SilentlyContinue | Out-Null

# Datagrams for web1 in the name of the client: through the tunnel, of an address that the site does not have, and without a tunnel.
$arrived = Get-Arrived { Invoke-Client bash -c (Get-Sender 10.2.0.9) }
Confirm-Promise '20 datagrams from the client to web1' '20 arrive' "$arrived arrive" ($arrived -eq 20)
$arrived = Get-Arrived { Invoke-Client bash -c "ip addr add 10.3.0.9/32 dev eth0; $(Get-Sender 10.3.0.9)" }
Confirm-Promise '    of 10.3.0.9, no address of the site' '0 arrive' "$arrived arrive" ($arrived -eq 0)
$arrived = Get-Arrived { Invoke-Forger (Get-Sender 10.2.0.9) }
Confirm-Promise '    in clear, straight to the gateway' '0 arrive' "$arrived arrive" ($arrived -eq 0)

# From here on both ends call each other without a pause, and somebody between them reads along.
Start-Witness
$calls = @{ site = $vip; web1 = $server }
foreach ($place in $calls.Keys) { Start-Calls $place $calls[$place] }
Wait-Until 'calls from both ends' { (Get-FirstAnswer site 0) -and (Get-FirstAnswer web1 0) }

# Whoever is between both lets nothing through. A second each for the looks of strongSwan and of this script,
# and five for those of ilb while all is up.
$patience = @{
    ilb  = 7 + (Get-Patience (ilb exec gateway/VNetUSWest -- sh -c 'grep -hE "dpd_delay|retransmit_" /etc/strongswan.conf /etc/swanctl/*.conf'))
    site = 2 + (Get-Patience (Invoke-Site sh -c 'grep -hE "dpd_delay|retransmit_" /etc/strongswan.conf /etc/swanctl/conf.d/*.conf'))
}
Invoke-Outside sh -c 'ip rule add pref 1 to 198.51.100.2 blackhole; ip rule add pref 1 from 198.51.100.2 blackhole'
$cut, $noticed = (Get-Milliseconds), @{}
Wait-Until 'both ends notice' {
    if (-not $noticed.ilb -and (Get-TunnelState) -ne 'Connected') { $noticed.ilb = Get-Milliseconds }
    if (-not $noticed.site -and -not (Test-SiteTunnel)) { $noticed.site = Get-Milliseconds }
    $noticed.Count -eq 2
} 120
Confirm-Time 'way cut: given up by the gateway of ilb' $noticed.ilb $cut $patience.ilb
Confirm-Time "    by the site's strongSwan" $noticed.site $cut $patience.site
Invoke-Outside sh -c 'ip rule del pref 1; ip rule del pref 1'
$restored = Get-Milliseconds
foreach ($place in 'site', 'web1') {
    $tried = @(Get-Calls $place | Where-Object { $_.Begun -gt $cut -and $_.Ended -lt $restored })
    $answered = @($tried | Where-Object Answered).Count
    Confirm-Promise "    calls by $place meanwhile" 'none answered' "$answered of $($tried.Count)" ($answered -eq 0 -and $tried.Count -gt 0)
}

# Each end asks again and again; the longest pause between two questions, and a call that has waited for it.
$pause = 2 + (Get-LongestPause (Invoke-Site grep retransmit_ /etc/strongswan.conf))
Wait-Until 'calls from both ends' { (Get-FirstAnswer site $restored) -and (Get-FirstAnswer web1 $restored) }
foreach ($place in 'site', 'web1') { Confirm-Time "way restored: first answer to $place" (Get-FirstAnswer $place $restored) $restored $pause }

Stop-SiteTunnel
Start-Sleep 1
$started = Get-Milliseconds
Start-SiteTunnel
Wait-Until 'calls from both ends' { (Get-FirstAnswer site $started) -and (Get-FirstAnswer web1 $started) }
foreach ($place in 'site', 'web1') { Confirm-Time "strongSwan killed, started: answer to $place" (Get-FirstAnswer $place $started) $started $pause }

$packets, $clear = (Stop-Witness) -split ' '
Confirm-Promise 'packets outside with a private address' 'none' "$clear of $packets" ($clear -eq '0' -and [int]$packets -gt 100)

exit (Complete-Promise)
