namespace Ilb.Unit.Declarations;

/// <summary>Documents to read.</summary>
internal static class Texts
{
    /// <summary>Every key that there is, none with its usual value.</summary>
    public const string Whole =
        """
        partial: true
        dnsServers:
          - {name: ns1, address: 10.0.0.4}
        localNetworkSites:
          - name: hq
            addressSpace: [192.168.0.0/16, 172.16.0.0/12]
            vpnGatewayAddress: 198.51.100.1
        affinityGroups:
          - {name: group1, location: West US, label: "The group", description: for tests}
        virtualNetworks:
          - name: VNetUSWest
            location: West US
            addressSpace: [10.0.0.0/16]
            subnets:
              - {name: FrontEndSubnet, addressPrefix: 10.0.0.0/24}
              - {name: GatewaySubnet, addressPrefix: 10.0.255.0/29}
            dnsServers: [ns1]
            peerings: [VNetOther]
            localNetworkSites: [hq]
            transit: true
            gatewayProfile: Small
            gateway: {gatewayType: DynamicRouting, gatewaySize: Standard}
          - name: VNetOther
            affinityGroup: group1
            addressSpace: [10.1.0.0/16]
        cloudServices:
          - name: MyWebsite1
            affinityGroup: group1
            label: "1"
            description: the website
            deployments:
              - slot: Staging
                name: next
                label: Next
                virtualNetwork: VNetUSWest
                internalLoadBalancers:
                  - {name: MyILB, subnetName: FrontEndSubnet, staticVNetIPAddress: 10.0.0.20, allowLoopback: true}
                machines:
                  - name: web1
                    imageName: ilb-responder
                    instanceSize: Medium
                    hostName: first
                    subnetName: FrontEndSubnet
                    staticVNetIPAddress: 10.0.0.10
                    availabilitySetName: web
                    endpoints:
                      - {name: ssh, protocol: tcp, publicPort: 2222, localPort: 22}
                loadBalancedSets:
                  - name: intwebeplb
                    members: [web1/other]
                    endpointName: intwebep
                    weights:
                      - {member: web1/other, weight: 3}
                    backups: [web1/other]
                    protocol: udp
                    publicPort: 100
                    localPort: 101
                    internalLoadBalancerName: MyILB
                    probe: {protocol: http, port: 80, path: /health, intervalInSeconds: 10, timeoutInSeconds: 20}
                    acl:
                      - {order: 100, action: deny, remoteSubnet: 10.0.1.0/24, description: no clients}
                    directServerReturn: true
                    idleTimeoutInMinutes: 10
                    enableTcpReset: true
                    udpIdleTimeoutInSeconds: 90
                    loadBalancerDistribution: sourceIP
                    whenAllDown: allMembers
                    minimumHealthyMembers: 1
                    flapHalfLifeInSeconds: 60
                    slowStartInSeconds: 30
                    affinityTimeoutInSeconds: 600
        """;
}
