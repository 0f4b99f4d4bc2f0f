ilb serve
ilb apply samples/virtual-network.yaml
# A link to neighbors.
ip netns add neighbors
ip link add eth1 type veth peer name wire netns neighbors
ip addr add 192.0.2.1/24 dev eth1
ip link set eth1 up
ip -n neighbors link set wire up
