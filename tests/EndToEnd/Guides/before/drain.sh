ilb serve
ilb apply samples/virtual-network.yaml
healthy

# Connections of client1 that end by themselves. None of them at web1 is as likely as 24 coins that all show heads.
command ilb exec client1 -- bash -c 'for _ in {1..24}; do exec {connection}<>/dev/tcp/10.0.0.6/100; done; sleep 6' &
sleep 1
