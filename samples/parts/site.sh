#!/usr/bin/env bash
# Makes a company's network on premises: a router with a strongSwan of its own, 198.51.100.2 outside and 10.2.0.1 inside, and a client,
# 10.2.0.9, with a web server on port 8000. Prints the number of the process that all of it ends with; what it needs of the file system
# is in memory and seen there alone. Run it in the network namespace that stands for the Internet: nsenter --net=$ILB_OUTSIDE bash site.sh
set -euo pipefail

# The first process stays in the namespace it was started in, and ends with it: 'ilb demo' sees to that.
exec 3< <(exec setsid unshare --mount --pid --fork --kill-child sh -c 'read -r id rest < /proc/self/stat; echo $id; exec sleep infinity > /dev/null 2>&1' 2>&1 < /dev/null)
read -r id <&3
inside() { nsenter --target "$id" --mount --pid -- "$@"; }
router() { inside nsenter --net=/run/netns/router -- "$@"; }
client() { inside nsenter --net=/run/netns/client -- "$@"; }

inside sh -c '
    mount -t tmpfs none /run
    mount -t tmpfs none /etc/swanctl/conf.d
    ip netns add router
    ip netns add client'
# What a peer that is away is given up after is as with the gateway of ilb; strongSwan's own settings take three minutes. A kernel may
# have no ESP: kernel-libipsec does without.
inside sh -c 'cat > /run/strongswan.conf; mount --bind /run/strongswan.conf /etc/strongswan.conf' <<'CONF'
charon {
  load = random nonce openssl hmac kdf kernel-libipsec kernel-netlink socket-default vici
  retransmit_timeout = 2.0
  retransmit_base = 1.5
  retransmit_tries = 4
}
swanctl {
  load = random
}
CONF

ip link add site type veth peer name wan
inside ip link set wan netns router
ip addr add 198.51.100.1/24 dev site
ip link set site up
echo 1 > /proc/sys/net/ipv4/conf/site/forwarding

router sh -c '
    echo 1 > /proc/sys/net/ipv4/ip_forward
    ip link add lan type veth peer name eth0 netns client
    ip link set lo up
    ip link set wan up
    ip link set lan up
    ip addr add 198.51.100.2/24 dev wan
    ip addr add 10.2.0.1/24 dev lan
    ip route add default via 198.51.100.1
    # While strongSwan is down nothing for the virtual network may leave in clear.
    ip route add unreachable 10.1.0.0/16'
client sh -c '
    ip link set lo up
    ip link set eth0 up
    ip addr add 10.2.0.9/24 dev eth0
    ip route add default via 10.2.0.1'
client setsid perl -MIO::Socket::INET -e '
    my $listener = IO::Socket::INET->new(LocalPort => 8000, Listen => 16, ReuseAddr => 1) or die $!;
    while (1) {
        my $client = $listener->accept or next;
        while (<$client>) { last if /^\r?$/ }
        print $client "HTTP/1.0 200 OK\r\n\r\n", $client->peerhost, "\n";
    }' < /dev/null > /dev/null 2>&1 &
until client bash -c ': < /dev/tcp/10.2.0.9/8000' 2> /dev/null; do sleep 0.05; done
echo "$id"
