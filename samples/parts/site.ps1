# A company's network on premises (parts/site.sh), what is called from there, and what is seen on the way to it.

$site = Invoke-Outside bash "$PSScriptRoot/site.sh"
if (-not $site) { throw 'The network on premises could not be made.' }

# Runs a command on the router of the site, or on the client behind it.
function Invoke-Site { nsenter --target $site --mount --pid nsenter --net=/run/netns/router $args }
function Invoke-Client { nsenter --target $site --mount --pid nsenter --net=/run/netns/client $args }

# --- Its strongSwan, on a host of its own: the service that Debian would start

function Start-SiteTunnel {
    Invoke-Site sh -c 'rm -f /run/charon.*; setsid /usr/lib/ipsec/charon < /dev/null > /run/log 2>&1 & until swanctl --stats > /dev/null 2>&1; do sleep 0.1; done; swanctl --load-all --noprompt > /dev/null'
    if ($LASTEXITCODE -ne 0) { throw "The site's strongSwan did not take its configuration: $(Invoke-Site cat /run/log)" }
}

function Stop-SiteTunnel { Invoke-Site sh -c 'kill -9 $(cat /run/charon.pid)' }

function Test-SiteTunnel { [bool](Invoke-Site swanctl --list-sas | Where-Object { $_ -like '*ESTABLISHED*' }) }

function Get-TunnelState { (Get-AzureVNetConnection -VNetName VNetUSWest).ConnectivityState }

# Lines of strongSwan's settings -> their numbers, in seconds.
function Read-Settings([string[]] $Lines) {
    $settings = @{}
    foreach ($line in $Lines) {
        $name, $value = $line -split '='
        $settings[$name.Trim()] = [double]$value.Trim().TrimEnd('s')
    }
    $settings
}

# After so long without a word a peer is asked, and given up when it answers none of so many questions.
function Get-Patience([string[]] $Lines) {
    $settings = Read-Settings $Lines
    $seconds = $settings.dpd_delay
    foreach ($try in 0..$settings.retransmit_tries) { $seconds += $settings.retransmit_timeout * [math]::Pow($settings.retransmit_base, $try) }
    $seconds
}

function Get-LongestPause([string[]] $Lines) {
    $settings = Read-Settings $Lines
    $settings.retransmit_timeout * [math]::Pow($settings.retransmit_base, $settings.retransmit_tries)
}

# --- Calls

function Invoke-SiteRequests([string] $Url, [int] $Count) { Invoke-Client curl -s -m 5 -H 'Connection: close' "$Url`?[1-$Count]" }

function Invoke-At([string] $Place, [string] $Script) {
    if ($Place -eq 'site') { Invoke-Client bash -c "cd /run; $Script" } else { ilb exec $Place -- bash -c "cd /tmp; $Script" }
}

# One connection after the other; a line for each: when it began and ended (ms), the code of curl.
function Start-Calls([string] $Place, [string] $Url) {
    Invoke-At $Place @"
nohup bash -c 'while sleep 0.2; do begun=`$(date +%s%3N); curl -s -m 1 -o /dev/null $Url; code=`$?; echo `$begun `$(date +%s%3N) `$code; done' < /dev/null > calls 2> /dev/null &
"@
}

function Get-Calls([string] $Place) {
    Invoke-At $Place 'cat calls' | ForEach-Object {
        $begun, $ended, $code = $_ -split ' '
        [pscustomobject]@{ Begun = [long]$begun; Ended = [long]$ended; Answered = $code -eq '0' }
    }
}

# When the first call that began after that was answered; null while there is none.
function Get-FirstAnswer([string] $Place, [long] $After) { @(Get-Calls $Place | Where-Object { $_.Answered -and $_.Begun -ge $After })[0].Ended }

function Get-Milliseconds { [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds() }

function Confirm-Time([string] $What, [long] $At, [long] $Since, [double] $Within) {
    $seconds = [math]::Round(($At - $Since) / 1000, 1)
    Confirm-Promise $What "within $([math]::Ceiling($Within)) s" "$seconds s" ($seconds -le [math]::Ceiling($Within))
}

# --- Datagrams for a port of web1 where nobody listens: its kernel counts them, and tells the sender, who does not care

function Get-Sender([string] $Address) {
    "perl -MIO::Socket::INET -e 'my `$socket = IO::Socket::INET->new(Proto => q(udp), LocalAddr => q($Address)) or die `$@; for (1 .. 20) { send(`$socket, q(hello), 0, pack_sockaddr_in(7777, inet_aton(q($web1)))); select(undef, undef, undef, 0.02) }'"
}

function Get-Unclaimed { [long](@(ilb exec web1 -- grep '^Udp:' /proc/net/snmp)[1] -split ' ')[2] }

function Get-Arrived([scriptblock] $Send) {
    $before = Get-Unclaimed
    & $Send
    Start-Sleep -Milliseconds 500
    (Get-Unclaimed) - $before
}

function Get-Received { [long](((ilb exec gateway/VNetUSWest -- grep wan: /proc/net/dev) -split ':')[1].Trim() -split '\s+')[1] }

# Sends from outside in the name of the client, straight to the gateway; what could not be sent proves nothing.
function Invoke-Forger([string] $Script) {
    $gateway = (Get-AzureVNetGateway -VNetName VNetUSWest).VIPAddress
    $before = Get-Received
    Invoke-Outside bash -c "ip addr add 10.2.0.9/32 dev lo && ip route add 10.1.0.0/16 via $gateway dev `$(ip -o route get $gateway | sed 's/.* dev \([^ ]*\).*/\1/') onlink && $Script && ip route del 10.1.0.0/16 && ip addr del 10.2.0.9/32 dev lo"
    if ($LASTEXITCODE -ne 0) { throw 'Nothing could be sent in the name of the client.' }
    $received = (Get-Received) - $before
    if ($received -lt 20) { throw "Of 20 datagrams in the name of the client $received came as far as the gateway." }
}

# --- What passes between both: how many packets, and how many of them with an address that is private

function Start-Witness {
    $script:witness = Invoke-Outside bash -c @"
perl -e 'socket(my `$packets, 17, 3, unpack(q(S), pack(q(n), 3))) or die; my (`$all, `$clear) = (0, 0); my `$ended; `$SIG{TERM} = sub { `$ended = 1 };
while (!`$ended) {
    defined recv(`$packets, my `$frame, 65536, 0) or next;
    my (`$type, `$from, `$to) = unpack(q(x12 n x12 C x3 C), `$frame);
    next unless `$type == 0x0800;
    `$all++;
    `$clear++ if `$from == 10 || `$to == 10;
}
print qq(`$all `$clear\n)' < /dev/null > /proc/$site/root/run/witness 2>&1 & echo `$!
"@
}

function Stop-Witness { bash -c "kill $witness; while kill -0 $witness 2> /dev/null; do sleep 0.05; done; cat /proc/$site/root/run/witness" }
