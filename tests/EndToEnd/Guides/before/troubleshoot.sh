ilb serve
ilb apply samples/virtual-network.yaml
healthy
