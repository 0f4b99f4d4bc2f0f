ilb serve
ip netns add db1
mkdir -p /etc/haproxy
cat >/etc/haproxy/haproxy.cfg <<'HAPROXY'
global
    maxconn 4096

defaults
    mode tcp
    timeout client 10m
    timeout server 10m
    default-server inter 5s fall 2 check

listen redis
    bind 10.2.0.10:6379
    server cache1 10.2.0.21:6379

listen postgres
    bind 10.2.0.10:5432
    balance leastconn
    server db1 10.2.0.11:5432

listen web
    mode http
    bind :80
    server web1 10.2.0.31:80
HAPROXY
