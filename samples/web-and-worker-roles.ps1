# Web and worker roles behind an internal load balancer. Run it with: ilb shell samples/web-and-worker-roles.ps1

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

# More instances: the same file with another count. The connections of the two that are there go on.
$more = "$package.cscfg"
[System.IO.File]::WriteAllText($more, [System.IO.File]::ReadAllText("$PSScriptRoot/web-and-worker-roles/ServiceConfiguration.cscfg").Replace('<Instances count="2" />', '<Instances count="3" />'))
Set-AzureDeployment -Config -ServiceName "MyRoles" -Configuration $more -Slot Production

[System.IO.File]::Delete($package)
[System.IO.File]::Delete($more)

(Get-AzureDeployment -ServiceName "MyRoles").RoleInstanceList

# Try it: ilb exec client1 -- curl -s http://10.0.0.100/      What the worker sees: ilb logs WorkerRole_IN_0
