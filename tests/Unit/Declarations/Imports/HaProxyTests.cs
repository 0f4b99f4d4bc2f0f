using AwesomeAssertions;
using Xunit;
using static Ilb.Unit.Declarations.Imports.Importing;

namespace Ilb.Unit.Declarations.Imports;

public sealed class HaProxyTests
{
    [Fact]
    public void Sections_of_HAProxy_that_balance_TCP_become_sets() => Read(
        """
        defaults
            mode http
            timeout client 1h   # longer than ilb takes
            timeout server 30m
            default-server inter 3s fall 3 check
        listen mysql
            mode tcp
            bind 10.2.0.10:3306
            balance source
            server db1 10.2.0.11:3306 weight 10
            server db2 10.2.0.12:3306 backup send-proxy
            server db3 db3.example.com:3306
        frontend redis
            mode tcp
            bind *:6379 ssl crt /etc/cert.pem
            default_backend caches
        backend caches
            balance leastconn
            option redis-check
            server db1 10.2.1.21:6380
            stick-table type ip size 1m expire 30m
            stick on src
        listen web
            mode http
            bind :80
            server web1 10.2.0.31:80
        """).Should().Be(
        """
        virtualNetworks:
          - name: web-network
            location: West US
            addressSpace: [10.2.0.0/24, 10.2.1.0/24]
            subnets:
              - name: Subnet-10-2-0
                addressPrefix: 10.2.0.0/24
              - name: Subnet-10-2-1
                addressPrefix: 10.2.1.0/24
        cloudServices:
          - name: web
            location: West US
            deployments:
              - virtualNetwork: web-network
                internalLoadBalancers:
                  - name: VIP
                    subnetName: Subnet-10-2-0
                    staticVNetIPAddress: 10.2.0.10
                machines:
                  - name: db1
                    imageName: attached
                    subnetName: Subnet-10-2-0
                    staticVNetIPAddress: 10.2.0.11
                  - name: db2
                    imageName: attached
                    subnetName: Subnet-10-2-0
                    staticVNetIPAddress: 10.2.0.12
                  - name: db3
                    imageName: attached
                    subnetName: Subnet-10-2-0
                loadBalancedSets:
                  - name: mysql
                    members: [db1, db2, db3]
                    weights:
                      - member: db1
                        weight: 10
                    backups: [db2]
                    protocol: tcp
                    publicPort: 3306
                    localPort: 3306
                    internalLoadBalancerName: VIP
                    probe:
                      intervalInSeconds: 5
                      timeoutInSeconds: 9
                    idleTimeoutInMinutes: 30
                    loadBalancerDistribution: sourceIP
          - name: web-2
            location: West US
            deployments:
              - virtualNetwork: web-network
                internalLoadBalancers:
                  - name: VIP
                    subnetName: Subnet-10-2-1
                machines:
                  - name: db1
                    imageName: attached
                    subnetName: Subnet-10-2-1
                    staticVNetIPAddress: 10.2.1.21
                loadBalancedSets:
                  - name: redis
                    members: [db1]
                    protocol: tcp
                    publicPort: 6379
                    localPort: 6380
                    internalLoadBalancerName: VIP
                    probe:
                      intervalInSeconds: 5
                      timeoutInSeconds: 9
                    idleTimeoutInMinutes: 30
                    affinityTimeoutInSeconds: 1800
        file:3: an idle timeout of 60 min becomes 30 min: ilb takes 4 to 30.
        file:10: an interval of probes of 3 s becomes 5 s: ilb takes 5 to 3600.
        file:11: server db2: send-proxy is not carried over.
        file:12: server db3: db3.example.com is no IPv4 address, so any of the subnet is taken.
        file:15: bind … ssl: ilb passes connections on as they are; the servers have to speak TLS themselves.
        file:18: balance leastconn: ilb spreads connections by a hash, whatever the servers have already.
        file:19: option redis-check becomes a tcp probe.
        file:20: an interval of probes of 3 s becomes 5 s: ilb takes 5 to 3600.
        file:23: listen web is left out: it balances HTTP requests, ilb TCP connections.

        """);

    [Fact]
    public void A_server_is_in_one_cloud_service_and_a_set_has_one_local_port() => Read(
        """
        listen a
            bind 10.0.0.8:80
            server one 10.0.0.11:80
            server two 10.0.0.12:81
        listen b
            bind 10.0.0.9:80
            server one 10.0.0.11:80
        """).Should().EndWith(
        """
        file:4: two is no member of a: it listens on 81, the others of a on 80, and a set has one local port.
        file:6: b is left out: no server of it could be carried over.
        file:7: one is no member of b: it is behind the VIP of web already, and a machine is in one cloud service.

        """);
}
