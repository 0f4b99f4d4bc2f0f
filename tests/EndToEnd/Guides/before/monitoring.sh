ilb serve
ilb apply samples/virtual-network.yaml
healthy
for _ in {1..5}; do command ilb exec client1 -- curl -s http://10.0.0.6:100; done
