# Web and worker roles behind an internal load balancer. Run it with: ilb demo web-and-worker-roles

. "$PSScriptRoot/parts/promises.ps1"

Set-AzureVNetConfig -ConfigurationPath "$PSScriptRoot/networks.xml"

New-AzureService -ServiceName "MyRoles" -Location "West US"

# A package is a zip file with the definition and a folder for each role
$package = New-AzurePackage -Path "$PSScriptRoot/web-and-worker-roles" -OutputPath ([System.IO.Path]::GetTempFileName())

# Two instances of WebRole, one of WorkerRole; the load balancer comes with them
New-AzureDeployment -ServiceName "MyRoles" -Package $package -Configuration "$PSScriptRoot/web-and-worker-roles/ServiceConfiguration.cscfg" -Slot Production -Name "v1" -Label "web and worker roles"

# A machine that tries it
New-AzureVMConfig -Name "client1" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | Set-AzureSubnet ClientSubnet | New-AzureVM -ServiceName "MyClients" -Location "West US" -VNetName VNetUSWest

# --- What there is now

(Get-AzureDeployment -ServiceName "MyRoles").RoleInstanceList

Get-AzureService -ServiceName "MyRoles" | Get-AzureInternalLoadBalancer

# --- What is promised

# An answer is "WebRole-IN-0 10.0.0.4:80 from 10.0.1.4:41234 #17"; a host's name has hyphens where the instance's has underscores.
function Confirm-Answers([int] $Count, [string[]] $Instances) {
    $answers = @(Invoke-Requests client1 http://10.0.0.100/ $Count)
    Confirm-Promise "$Count requests from client1" "$Count answered" "$($answers.Count) answered" ($answers.Count -eq $Count)
    $counts = foreach ($name in $Instances) { @($answers | Where-Object { $_ -like "$($name -replace '_', '-') *" }).Count }
    Confirm-Promise "    by $Instances" 'some each, none by others' ($counts -join ', ') (0 -notin $counts -and ($counts | Measure-Object -Sum).Sum -eq $Count)
}

Wait-Health WebRole_IN_0, WebRole_IN_1
Wait-Running client1
Confirm-Answers 60 WebRole_IN_0, WebRole_IN_1
Wait-Until 'an answer in the log of the worker' { ilb logs WorkerRole_IN_0 | Where-Object { $_ -like 'WorkerRole_IN_0: WebRole-IN-*' } } 30
$last = @(ilb logs WorkerRole_IN_0 | Where-Object { $_ -like 'WorkerRole_IN_0: WebRole-IN-*' })[-1]
Confirm-Promise 'the worker calls the web role through the VIP' 'answered' ($last -split ' ')[1] ([bool]$last)

# More instances: the same file with another count. Requests go on meanwhile.
ilb exec client1 -- bash -c "cd /tmp; rm -f codes stop; (until [ -e stop ]; do curl -s -m 5 -o /dev/null -w '%{http_code}\n' http://10.0.0.100/; done > codes; touch stopped) < /dev/null > /dev/null 2>&1 &"
$more = "$package.cscfg"
[System.IO.File]::WriteAllText($more, [System.IO.File]::ReadAllText("$PSScriptRoot/web-and-worker-roles/ServiceConfiguration.cscfg").Replace('<Instances count="2" />', '<Instances count="3" />'))
Set-AzureDeployment -Config -ServiceName "MyRoles" -Configuration $more -Slot Production
[System.IO.File]::Delete($package)
[System.IO.File]::Delete($more)

(Get-AzureDeployment -ServiceName "MyRoles").RoleInstanceList
Wait-Health WebRole_IN_0, WebRole_IN_1, WebRole_IN_2
$codes = @(ilb exec client1 -- bash -c "cd /tmp; touch stop; until [ -e stopped ]; do sleep 0.1; done; cat codes")
$good = @($codes | Where-Object { $_ -eq '200' }).Count
Confirm-Promise 'requests while a third instance comes' 'all answered' "$good of $($codes.Count)" ($good -gt 0 -and $good -eq $codes.Count)
Confirm-Answers 90 WebRole_IN_0, WebRole_IN_1, WebRole_IN_2

exit (Complete-Promise)
