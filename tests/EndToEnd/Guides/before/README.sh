# `./dev demo --keep` has left this, and there is a script of changes.
ilb serve
ilb apply samples/virtual-network.yaml
echo 'Remove-AzureVM -ServiceName MyWebsite1 -Name web2' >change.ps1
