ilb serve
ilb apply samples/virtual-network.yaml
mkdir /backup
