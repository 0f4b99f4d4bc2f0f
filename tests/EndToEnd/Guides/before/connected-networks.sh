# The way to the head office: its router "site", whose strongSwan runs as Debian would start it, and "client" behind that.
# The kernel may have no ESP: kernel-libipsec does without.
ip netns add site
ip netns add client
cat >/etc/strongswan.conf <<'CONF'
charon {
  load = random nonce openssl hmac kdf kernel-libipsec kernel-netlink socket-default vici
}
swanctl {
  load = random
}
CONF
nsenter --net=/run/netns/site /usr/lib/ipsec/charon &
echo TheKeyThatTheFarEndHasAlready42 >key.txt

# Whoever makes the namespace that is the uplink connects it.
ip() {
    command ip "$@"
    [ "$*" != 'netns add edge' ] || connect
}

connect() {
    ip link add wan netns site type veth peer name site netns edge
    ip -n edge addr add 198.51.100.1/24 dev site
    ip -n edge link set site up
    nsenter --net=/run/netns/edge sysctl -qw net.ipv4.ip_forward=1
    ip link add lan netns site type veth peer name eth0 netns client
    ip -n site addr add 198.51.100.2/24 dev wan
    ip -n site addr add 10.2.0.1/24 dev lan
    for link in lo wan lan; do ip -n site link set "$link" up; done
    ip -n site route add default via 198.51.100.1
    for link in lo eth0; do ip -n client link set "$link" up; done
    ip -n client addr add 10.2.0.9/24 dev eth0
    ip -n client route add default via 10.2.0.1
    nsenter --net=/run/netns/client perl -MIO::Socket::INET -e '
        my $listener = IO::Socket::INET->new(LocalPort => 8000, Listen => 16, ReuseAddr => 1) or die $!;
        while (1) {
            my $client = $listener->accept or next;
            while (<$client>) { last if /^\r?$/ }
            print $client "HTTP/1.0 200 OK\r\n\r\n", $client->peerhost, "\n";
        }' >/dev/null 2>&1 &
}
