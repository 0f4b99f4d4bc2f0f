using AwesomeAssertions;
using Xunit;
using static Ilb.Unit.Declarations.Imports.Importing;

namespace Ilb.Unit.Declarations.Imports;

public sealed class TemplateTests
{
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
}
