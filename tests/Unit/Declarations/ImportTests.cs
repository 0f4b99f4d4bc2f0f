using AwesomeAssertions;
using Ilb.Declarations.Imports;
using Ilb.Declarations.Text;
using Xunit;

namespace Ilb.Unit.Declarations;

/// <summary>Other software's files in; the document, and what could not be carried over.</summary>
public sealed class ImportTests
{
    private static readonly ImportOptions Options = new("web");

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
        file:29: virtual_server fwmark 1 is left out: ilb has an IPv4 address and one port here, no group and no mark.

        """);

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
    public void An_internal_load_balancer_of_a_template_keeps_its_network_and_its_rules() => Read(
        """
        {
          "parameters": {"vip": {"type": "string", "defaultValue": "10.3.0.10"}},
          "resources": [
            {"type": "Microsoft.Network/loadBalancers", "name": "lb", "properties": {
              "frontendIPConfigurations": [{"name": "fe", "properties": {"privateIPAddress": "[parameters('vip')]",
                "subnet": {"id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'VNet1', 'back')]"}}}],
              "backendAddressPools": [{"name": "pool"}],
              "loadBalancingRules": [{"name": "sql", "properties": {
                "frontendIPConfiguration": {"id": "[concat(variables('lb'), '/frontendIPConfigurations/fe')]"},
                "backendAddressPool": {"id": "[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb', 'pool')]"},
                "probe": {"id": "/subscriptions/1/providers/Microsoft.Network/loadBalancers/lb/probes/alive"},
                "protocol": "Tcp", "frontendPort": 1433, "backendPort": 1433, "enableFloatingIP": true, "idleTimeoutInMinutes": 15, "enableTcpReset": true,
                "loadDistribution": "SourceIPProtocol"}}],
              "probes": [{"name": "alive", "properties": {"protocol": "Tcp", "port": 59999, "intervalInSeconds": 5, "numberOfProbes": 2}}],
              "inboundNatRules": [{"name": "ssh"}]}},
            {"type": "Microsoft.Network/networkInterfaces", "name": "sql1-nic", "properties": {"ipConfigurations": [{"name": "ip", "properties": {
              "privateIPAddress": "10.3.0.4", "loadBalancerBackendAddressPools": [{"id": "[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb', 'pool')]"}]}}]}}
          ]
        }
        """).Should().Be(
        """
        cloudServices:
          - name: web
            location: West US
            deployments:
              - virtualNetwork: VNet1
                internalLoadBalancers:
                  - name: VIP
                    subnetName: back
                    staticVNetIPAddress: 10.3.0.10
                machines:
                  - name: sql1-nic
                    imageName: attached
                    subnetName: back
                    staticVNetIPAddress: 10.3.0.4
                loadBalancedSets:
                  - name: sql
                    members: [sql1-nic]
                    protocol: tcp
                    publicPort: 1433
                    localPort: 1433
                    internalLoadBalancerName: VIP
                    probe:
                      port: 59999
                      intervalInSeconds: 5
                      timeoutInSeconds: 10
                    directServerReturn: true
                    idleTimeoutInMinutes: 15
                    enableTcpReset: true
                    loadBalancerDistribution: sourceIPProtocol
        file:15: lb: ssh of inboundNatRules is not carried over: give the machine an endpoint.

        """);

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
        file: Front/api: http becomes tcp: ilb passes connections on as they are.

        """);

    [Theory]
    [InlineData("server { listen 80; }", "1:1: /: This is none of: keepalived.conf, haproxy.cfg, a JSON template of Azure Resource Manager, a .cscfg.")]
    [InlineData("virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 80 {\n", "2:1: /: This brace is not closed.")]
    [InlineData("virtual_server 10.0.0.1 80 {\n}\n}", "3:1: /: There is nothing that this brace closes.")]
    [InlineData("{\"a\": [", "*This is no JSON: *")]
    public void A_file_that_can_not_be_read_is_told_with_its_line(string text, string expected)
    {
        var read = () => Read(text);
        read.Should().Throw<DocumentException>().Which.Problems.Select(problem => FormattableString.Invariant($"{problem.Line}:{problem.Column}: {problem.Path}: {problem.Message}"))
            .Should().ContainSingle().Which.Should().Match(expected);
    }

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

    private static string Read(params string[] texts)
    {
        var imported = Import.Read([.. texts.Select((text, place) => (place == 0 ? "file" : $"file{place}", text))], Options);
        var written = Writing.ToYaml(imported.Declaration);
        Writing.ToYaml(Document.Read(written)).Should().Be(written, "what is written is a document");
        return written + string.Concat(imported.Notes.Select(note => $"{note}\n"));
    }
}
