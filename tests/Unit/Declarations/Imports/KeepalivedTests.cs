using AwesomeAssertions;
using Xunit;
using static Ilb.Unit.Declarations.Imports.Importing;

namespace Ilb.Unit.Declarations.Imports;

public sealed class KeepalivedTests
{
    [Fact]
    public void A_virtual_server_of_keepalived_becomes_a_set_on_an_internal_load_balancer() => Read(
        """
        ! the website
        global_defs { router_id LVS_1 }
        vrrp_instance VI_1 {
            virtual_ipaddress { 10.1.0.10/24 }
        }
        virtual_server 10.1.0.10 443 {
            delay_loop 6
            lb_algo wlc
            lb_kind DR
            persistence_timeout 50
            protocol TCP
            sorry_server 10.1.0.99 443
            real_server 10.1.0.11 443 {
                weight 3
                HTTP_GET {
                    url { path /health
                          status_code 200 }
                    connect_port 8080
                    retry 3
                    delay_before_retry 2
                }
            }
            real_server 10.1.0.12 443 { TCP_CHECK { connect_timeout 3 } }
        }
        virtual_server 10.1.0.10 53 {
            protocol UDP
            real_server 10.1.0.11 5353
        }
        virtual_server fwmark 1 { }
        """).Should().Be(
        """
        virtualNetworks:
          - name: web-network
            location: West US
            addressSpace: [10.1.0.0/24]
            subnets:
              - name: Subnet-10-1-0
                addressPrefix: 10.1.0.0/24
        cloudServices:
          - name: web
            location: West US
            deployments:
              - virtualNetwork: web-network
                internalLoadBalancers:
                  - name: VIP
                    subnetName: Subnet-10-1-0
                    staticVNetIPAddress: 10.1.0.10
                machines:
                  - name: server-10-1-0-11
                    imageName: attached
                    subnetName: Subnet-10-1-0
                    staticVNetIPAddress: 10.1.0.11
                  - name: server-10-1-0-12
                    imageName: attached
                    subnetName: Subnet-10-1-0
                    staticVNetIPAddress: 10.1.0.12
                loadBalancedSets:
                  - name: tcp-443
                    members: [server-10-1-0-11, server-10-1-0-12]
                    weights:
                      - member: server-10-1-0-11
                        weight: 3
                    protocol: tcp
                    publicPort: 443
                    localPort: 443
                    internalLoadBalancerName: VIP
                    probe:
                      protocol: http
                      port: 8080
                      path: /health
                      intervalInSeconds: 6
                      timeoutInSeconds: 12
                    directServerReturn: true
                    affinityTimeoutInSeconds: 50
                  - name: udp-53
                    members: [server-10-1-0-11]
                    protocol: udp
                    publicPort: 53
                    localPort: 5353
                    internalLoadBalancerName: VIP
        file:3: vrrp_instance VI_1: ilb holds the VIP itself and needs no VRRP.
        file:8: lb_algo wlc: ilb spreads connections by a hash, whatever the servers have already.
        file:12: sorry_server 10.1.0.99 443 is not carried over.
        file:23: connect_timeout 3 of TCP_CHECK is not carried over.
        file:23: 10.1.0.12 is probed as 10.1.0.11 is: a set has one probe.
        file:29: virtual_server fwmark 1 is left out: ilb has an IPv4 address and one port here, no group and no mark.

        """);
}
