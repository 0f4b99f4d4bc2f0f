ilb serve
ilb shell -c 'Set-AzureVNetConfig -ConfigurationPath samples/networks.xml'
cat >others.yaml <<'YAML'
partial: true
cloudServices:
  - name: Others
    location: West US
    deployments:
      - virtualNetwork: VNetUSWest
        machines:
          - {name: web2, imageName: attached, subnetName: FrontEndSubnet}
          - {name: web3, imageName: attached, subnetName: FrontEndSubnet}
          - {name: web4, imageName: attached, subnetName: FrontEndSubnet}
          - {name: web5, imageName: attached, subnetName: FrontEndSubnet}
YAML
ilb apply others.yaml

ip netns add blue

# A process of this number, unless another one took it meanwhile.
process=
until [ "$process" = 4711 ]; do
    echo 4710 >/proc/sys/kernel/ns_last_pid
    unshare --net sleep infinity &
    process=$!
done

# What docker makes of a container, as far as ilb looks at it.
container=/sys/fs/cgroup/docker/3f2a9c0e5b7d$(printf '0%.0s' {1..52})
mkdir -p "$container"
unshare --net sleep infinity &
echo $! >"$container/cgroup.procs"

# A guest with its network card, and the host's side of it.
ip netns add guest
ip link add vnet0 type veth peer name eth0 address 52:54:00:12:34:56 netns guest
ip -n guest link set eth0 up
