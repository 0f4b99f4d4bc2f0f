using AwesomeAssertions;
using Xunit;
using static Ilb.Unit.Declarations.Imports.Importing;

namespace Ilb.Unit.Declarations.Imports;

public sealed class CloudServiceTests
{
    [Fact]
    public void A_cloud_service_has_a_machine_for_each_instance_and_a_set_for_each_endpoint() => Read(
        """
        <ServiceConfiguration serviceName="Shop" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration">
          <Role name="Front"><Instances count="2" /></Role>
          <NetworkConfiguration>
            <AccessControls><AccessControl name="inside"><Rule action="permit" description="all" order="100" remoteSubnet="10.0.0.0/8" /></AccessControl></AccessControls>
            <EndpointAcls><EndpointAcl role="Front" endpoint="api" accessControl="inside" /></EndpointAcls>
            <VirtualNetworkSite name="VNet1" />
            <AddressAssignments><InstanceAddress roleName="Front"><Subnets><Subnet name="front" /></Subnets></InstanceAddress></AddressAssignments>
            <LoadBalancers><LoadBalancer name="ilb1"><FrontendIPConfiguration type="private" subnet="front" staticVirtualNetworkIPAddress="10.0.0.10" /></LoadBalancer></LoadBalancers>
          </NetworkConfiguration>
        </ServiceConfiguration>
        """,
        """
        <ServiceDefinition name="Shop" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition">
          <LoadBalancerProbes><LoadBalancerProbe name="alive" protocol="http" path="/health" intervalInSeconds="10" /></LoadBalancerProbes>
          <WebRole name="Front"><Endpoints><InputEndpoint name="api" protocol="http" port="80" localPort="8080" loadBalancer="ilb1" loadBalancerProbe="alive" /></Endpoints></WebRole>
        </ServiceDefinition>
        """).Should().Be(
        """
        cloudServices:
          - name: Shop
            location: West US
            deployments:
              - virtualNetwork: VNet1
                internalLoadBalancers:
                  - name: ilb1
                    subnetName: front
                    staticVNetIPAddress: 10.0.0.10
                machines:
                  - name: Front-1
                    imageName: attached
                    subnetName: front
                  - name: Front-2
                    imageName: attached
                    subnetName: front
                loadBalancedSets:
                  - name: api
                    members: [Front-1, Front-2]
                    protocol: tcp
                    publicPort: 80
                    localPort: 8080
                    internalLoadBalancerName: ilb1
                    probe:
                      protocol: http
                      path: /health
                      intervalInSeconds: 10
                    acl:
                      - order: 100
                        action: permit
                        remoteSubnet: 10.0.0.0/8
                        description: all
        file1:3: Front/api: http becomes tcp: ilb passes connections on as they are.

        """);
}
