# SQL Always On: two database machines and a listener address in front of them that follows the primary. PostgreSQL stands for SQL
# Server. A client writes through the listener while the primary is killed and the replica takes over. Run it with: ilb demo sql-always-on
# Debian packages: postgresql

. "$PSScriptRoot/parts/promises.ps1"
Assert-Program '/usr/lib/postgresql/*/bin/postgres' 'postgresql'

# --- Two database machines behind a listener, a client. The probe's port is open on the primary alone.

Set-AzureVNetConfig -ConfigurationPath "$PSScriptRoot/sql-always-on.xml" | Out-Null
New-AzureVM -ServiceName AlwaysOn -VMs ('db1', 'db2' | ForEach-Object { New-Machine $_ sql-server DatabaseSubnet }) -Location 'West US' -VNetName VNetSql | Out-Null
Add-AzureInternalLoadBalancer -InternalLoadBalancerName Listener -SubnetName DatabaseSubnet -StaticVNetIPAddress 10.1.0.100 -ServiceName AlwaysOn | Out-Null
foreach ($name in 'db1', 'db2') {
    Get-AzureVM -ServiceName AlwaysOn -Name $name | Add-AzureEndpoint -Name sql -LBSetName listener -Protocol tcp -LocalPort 5432 -PublicPort 5432 -ProbePort 59999 -ProbeProtocol tcp -ProbeIntervalInSeconds 5 -ProbeTimeoutInSeconds 11 -InternalLoadBalancerName Listener -DirectServerReturn $true | Update-AzureVM | Out-Null
}
New-Machine client1 sql-server ClientSubnet | New-AzureVM -ServiceName Clients -Location 'West US' -VNetName VNetSql | Out-Null
Wait-Until 'all machines run' { @(Get-AzureVM | Where-Object { $_.InstanceStatus -eq 'ReadyRole' }).Count -eq 3 }
$primary = (Get-AzureVM -ServiceName AlwaysOn -Name db1).IpAddress

# --- What an administrator does on the machines

function Invoke-Bash([string] $Machine, [string] $Script) {
    ilb exec $Machine -- setpriv --reuid=postgres --regid=postgres --clear-groups bash -c "cd /tmp; PATH=`$(ls -d /usr/lib/postgresql/*/bin | tail -n 1):`$PATH; $Script"
    if ($LASTEXITCODE -ne 0) { throw "On ${Machine}: '$Script' ended with $LASTEXITCODE." }
}

# Opens the probe's port while the database is no replica, and closes it when it is one or is gone.
$answerProbes = @'
my $open;
while (1) {
    my $isPrimary = `psql -h /tmp -Atc "select not pg_is_in_recovery()" 2>&1` =~ /^t/;
    $open = $isPrimary ? $open || IO::Socket::INET->new(LocalPort => 59999, Listen => 16, ReuseAddr => 1) : undef;
    my $read = "";
    vec($read, fileno($open), 1) = 1 if $open;
    close($open->accept) if select($read, undef, undef, 0.2) > 0;
}
'@

Invoke-Bash db1 @'
initdb -D data -A trust --no-locale -E UTF8 --no-sync > initdb.log
printf '%s\n' 'host all all 0.0.0.0/0 trust' 'host replication all 0.0.0.0/0 trust' >> data/pg_hba.conf
'@

# A commit is confirmed once the replica has applied it: what a client was told to be written survives the primary.
Invoke-Bash db1 @'
pg_ctl start -w -D data -l log -o "-k /tmp -h '*' -c synchronous_commit=remote_apply -c synchronous_standby_names='FIRST 1 (*)'" > start.log
psql -h /tmp -qc "set synchronous_commit = local" -c "create table ledger (entry int primary key)"
'@
Invoke-Bash db2 "pg_basebackup -h $primary -U postgres -D data -R -X stream -c fast && pg_ctl start -w -D data -l log -o `"-k /tmp -h '*'`" > start.log"
foreach ($name in 'db1', 'db2') { Invoke-Bash $name "nohup perl -MIO::Socket::INET -e '$answerProbes' < /dev/null > probe.log 2>&1 &" }
Wait-Until 'the replica follows' { (Invoke-Bash db1 'psql -h /tmp -Atc "select sync_state from pg_stat_replication"') -eq 'sync' }
Wait-Health db1
Start-Sleep 6

# --- What is promised

$health = @(Get-Health db1, db2)
Confirm-Promise 'members of the listener' 'db1 up, db2 down' "db1 $($health[0]), db2 $($health[1])" ("$health" -eq 'up down')

# Direct server return: the machine is called at the listener's own address, and answers from it.
$called = Invoke-Bash client1 'psql -h 10.1.0.100 -U postgres -Atc "select host(inet_server_addr()), host(inet_client_addr())"'
$client = (Get-AzureVM -ServiceName Clients -Name client1).IpAddress
Confirm-Promise 'addresses that db1 sees: its own, the client' "10.1.0.100, $client" ($called -replace '\|', ', ') ($called -eq "10.1.0.100|$client")

# One connection for each entry; a line for each write: its number, when it began and ended (ms), the code of psql.
Invoke-Bash client1 @'
cat > writer.sh <<'SCRIPT'
for ((entry = 1; ; entry++)); do
    [ ! -e stop ] || exec rm stop
    begun=$(date +%s%3N)
    PGCONNECT_TIMEOUT=2 timeout 3 psql -h 10.1.0.100 -U postgres -qc "insert into ledger values ($entry)" 2> last-error
    code=$?
    echo $entry $begun $(date +%s%3N) $code $(head -n 1 last-error)
    sleep 0.05
done
SCRIPT
nohup bash writer.sh < /dev/null > writes 2> writer.log &
'@

function Get-Writes {
    Invoke-Bash client1 'cat writes' | ForEach-Object {
        $entry, $begun, $ended, $code, $problem = $_ -split ' ', 5
        [pscustomobject]@{ Entry = [int]$entry; Begun = [long]$begun; Ended = [long]$ended; Confirmed = $code -eq '0'; Problem = $problem }
    }
}

Start-Sleep 3
$calm = @(Get-Writes)
Confirm-Promise 'client1 writes through 10.1.0.100' 'all confirmed' "$(@($calm | Where-Object Confirmed).Count) of $($calm.Count) confirmed" ($calm.Count -gt 5 -and -not ($calm | Where-Object { -not $_.Confirmed }))

# The primary's machine dies with all processes and, its disk being memory, with its data.
$killed = [DateTimeOffset]::UtcNow.ToUnixTimeMilliseconds()
ilb exec db1 -- bash -c 'kill -9 -1'
Invoke-Bash db2 'pg_ctl promote -w -D data > promote.log'
Wait-Health db2
Wait-Health db1 down
Start-Sleep 3
Invoke-Bash client1 'touch stop; while [ -e stop ]; do sleep 0.1; done'

$writes = @(Get-Writes)
$failed = @($writes | Where-Object { -not $_.Confirmed })
$late = @($failed | Where-Object { $_.Begun -gt $killed })
$after = @($writes | Where-Object { $_.Confirmed -and $_.Begun -gt $killed })
$healed = if ($late) { $late[-1].Ended } else { $killed }
$seconds = [math]::Round(($healed - $killed) / 1000, 1)
# db1 may confirm some until it is gone.
$gone = if ($failed) { $failed[0].Begun } else { $killed }
$again = [math]::Round((@($after | Where-Object { $_.Begun -ge $gone })[0].Ended - $killed) / 1000, 1)
# One write at a time and 50 ms between: so many are begun in 15 s at most.
Confirm-Promise 'db1 killed, db2 promoted: writes that failed' 'at most 300' "$($failed.Count) of $($writes.Count)" ($failed.Count -le 300)
Confirm-Promise '    first confirmed by db2' 'within 15 s' "$again s" ($again -le 15)
# 2 probes of 5 s, and the write that waits for 3 s.
Confirm-Promise '    none fails after' '15 s' "$seconds s" ($seconds -le 15)
$health = @(Get-Health db1, db2)
Confirm-Promise '    members of the listener' 'db1 down, db2 up' "db1 $($health[0]), db2 $($health[1])" ("$health" -eq 'down up')

$stored = [Collections.Generic.HashSet[int]]::new([int[]]@(Invoke-Bash client1 'psql -h 10.1.0.100 -U postgres -Atc "select entry from ledger"'))
$confirmed = @($writes | Where-Object Confirmed)
$lost = @($confirmed | Where-Object { -not $stored.Contains($_.Entry) })
Confirm-Promise '    confirmed writes that are lost' '0' "$($lost.Count) of $($confirmed.Count)" ($lost.Count -eq 0 -and $confirmed.Count -gt $calm.Count)
$failed | Group-Object { $_.Problem -replace '^.*(refused|timeout|closed|reset|terminating).*$', '$1' } -NoElement | ForEach-Object { Write-Host ('    {0,4} x {1}' -f $_.Count, $_.Name) }

exit (Complete-Promise)
