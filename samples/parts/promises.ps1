# What the samples share: a table of what was promised and what was seen, and waiting for machines.

$promises = [Collections.Generic.List[bool]]::new()
$begun = Get-Date

function Write-Row([string] $What, [string] $Promised, [string] $Seen, [string] $Mark) {
    Write-Host ('{0,-46}{1,-30}{2,-36}{3}' -f $What, $Promised, $Seen, $Mark)
}

# Prints one row; the first prints the head of the table before it.
function Confirm-Promise([string] $What, [string] $Promised, [string] $Seen, [bool] $Good) {
    if ($promises.Count -eq 0) {
        Write-Host ''
        Write-Row 'what' 'promised' 'seen' ''
        Write-Host ('─' * 118)
    }
    $promises.Add($Good)
    Write-Row $What $Promised $Seen $(if ($Good) { 'ok' } else { 'FAILED' })
}

# Prints the last line; its output is the exit code: 0 when all rows are good.
function Complete-Promise {
    $good = $promises.Count -gt 0 -and -not $promises.Contains($false)
    Write-Host ("`n{0}, after {1:0} s." -f $(if ($good) { 'All as promised' } else { 'NOT as promised' }), ((Get-Date) - $begun).TotalSeconds)
    if ($good) { 0 } else { 1 }
}

# Ends the sample when a program that its machines run is not installed on this host, whose files they see.
function Assert-Program([string] $Pattern, [string] $Package) {
    if (-not (bash -c "compgen -G '$Pattern'")) { throw "This sample needs the Debian package ${Package}: apt-get install $Package" }
}

# Ends the sample when there is no place outside that public endpoints can be called from.
function Assert-Outside {
    if (-not $env:ILB_OUTSIDE) { throw "This sample calls a public endpoint: run it with 'ilb demo', or put the path of the network namespace that 'ilb serve --uplink' names in ILB_OUTSIDE." }
}

# Runs a command in the network namespace that stands for the Internet.
function Invoke-Outside { nsenter "--net=$env:ILB_OUTSIDE" $args }

# What New-AzureVM takes: a machine with an image, in a subnet.
function New-Machine([string] $Name, [string] $Image, [string] $Subnet) {
    New-AzureVMConfig -Name $Name -InstanceSize Small -ImageName $Image | Set-AzureSubnet $Subnet
}

function Wait-Until([string] $What, [scriptblock] $Condition, [int] $Seconds = 60) {
    $until = (Get-Date).AddSeconds($Seconds)
    while (-not (& $Condition)) {
        if ((Get-Date) -gt $until) { throw "Not within $Seconds s: $What. 'ilb status' says: $(ilb status)" }
        Start-Sleep -Milliseconds 200
    }
}

# The health of machines as members of a load-balanced set: up, down, draining or stopped each.
function Get-Health([string[]] $Machines) {
    $backends = (ilb status -o json | ConvertFrom-Json).vips.sets.backends
    foreach ($name in $Machines) { @($backends | Where-Object { $_.machine -like "*/$name" })[0].health }
}

function Wait-Health([string[]] $Machines, [string] $Health = 'up') {
    Wait-Until "$Machines $Health" { -not (Get-Health $Machines | Where-Object { $_ -ne $Health }) }
}

function Wait-Running([string[]] $Machines) {
    Wait-Until "$Machines run" { @(Get-AzureVM | Where-Object { $_.Name -in $Machines -and $_.InstanceStatus -eq 'ReadyRole' }).Count -eq $Machines.Count }
}

# New connections from inside a machine, one for each of the numbers 1 to $Count; a line each for those that were answered.
function Invoke-Requests([string] $Machine, [string] $Url, [int] $Count) {
    ilb exec $Machine -- curl -s -m 5 -H 'Connection: close' "$Url`?[1-$Count]"
}

# Nothing may try a private address from a host that has a way out: the packet would leave.
function Confirm-HostIsOutside([string] $Url) {
    if (Get-Content /proc/self/net/route | Select-Object -Skip 1) {
        Confirm-Promise 'the host itself tries it' 'no answer' 'not tried: it has a way out' $false
        return
    }

    $answers = @(curl -s -m 3 "$Url`?[1-3]")
    Confirm-Promise 'the host itself tries it' 'no answer' "$($answers.Count) of 3 answered" ($answers.Count -eq 0)
}
