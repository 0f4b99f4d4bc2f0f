ilb serve
cat >databases.yaml <<'YAML'
virtualNetworks:
  - name: VNetUSWest
    location: West US
    addressSpace: [10.1.0.0/16]
    subnets:
      - {name: DatabaseSubnet, addressPrefix: 10.1.0.0/24}
cloudServices:
  - name: AlwaysOn
    location: West US
    deployments:
      - virtualNetwork: VNetUSWest
        machines:
          - {name: db1, imageName: ilb-responder, subnetName: DatabaseSubnet}
          - {name: db2, imageName: ilb-responder, subnetName: DatabaseSubnet}
YAML
ilb apply databases.yaml
