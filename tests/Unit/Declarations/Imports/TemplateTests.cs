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

    [Theory]
    [InlineData("[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb2', 'pool')]")]
    [InlineData("[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', variables('second'), 'pool')]")]
    [InlineData("/subscriptions/1/providers/Microsoft.Network/loadBalancers/lb2/backendAddressPools/pool")]
    public void A_pool_is_that_of_its_balancer_and_front_ends_without_an_address_are_VIPs_of_their_own(string pool)
    {
        var read = Read(TwoBalancers(pool, "10.3.0.4"));
        read.Split("- name: web").Should().HaveCount(4, "a network and a cloud service for each front end");
        read.Split("- name: web-2")[1].Should().Contain("members: [of-lb2, sql1-nic]").And.Contain("staticVNetIPAddress: 10.3.0.4");
        read.Split("- name: web-2")[0].Should().Contain("members: [of-lb1]");
    }

    [Fact]
    public void What_can_not_be_told_of_a_template_is_noted()
    {
        Notes(TwoBalancers("[concat(variables('id'), '/backendAddressPools/pool')]", "10.3.0.4"))
            .Should().Contain("file:5: sql1-nic is left out: several balancers have a pool pool, and which is meant is not told here.");
        Notes(TwoBalancers("[resourceId('Microsoft.Network/loadBalancers/backendAddressPools', 'lb2', 'pool')]", "[reference('other').address]"))
            .Should().ContainSingle(note => note.Contains("[reference('other').address] is no IPv4 address that is told here, so any of the subnet is taken.", StringComparison.Ordinal))
            .Which.Should().StartWith("file:5: sql1-nic: ");
    }

    [Theory]
    [InlineData("[parameters('vip')]")]
    [InlineData("[concat('10.3.0.', '10')]")]
    public void An_address_of_a_front_end_that_is_not_told_is_noted(string address) =>
        Notes(TwoBalancers("/subscriptions/1/providers/Microsoft.Network/loadBalancers/lb2/backendAddressPools/pool", "10.3.0.4").Replace("\"none\": 0", $"\"privateIPAddress\": \"{address}\"", StringComparison.Ordinal))
            .Should().ContainSingle(note => note.StartsWith($"file:4: lb2/fe: {address} is no IPv4 address", StringComparison.Ordinal));

    /// <summary>lb1 and lb2, each with a pool named pool and a machine in its own; and a card that is in the pool.</summary>
    private static string TwoBalancers(string pool, string address) => string.Join('\n',
        "{\"variables\": {\"second\": \"lb2\"},",
        "\"resources\": [",
        OneBalancer("lb1", "") + ",",
        OneBalancer("lb2", "\"none\": 0") + ",",
        $$$$"""{"type": "Microsoft.Network/networkInterfaces", "name": "sql1-nic", "properties": {"ipConfigurations": [{"properties": {"privateIPAddress": "{{{{address}}}}", "loadBalancerBackendAddressPools": [{"id": "{{{{pool}}}}"}]}}]}}""",
        "]}");

    private static string OneBalancer(string name, string frontend) =>
        $$$$"""
        {"type": "Microsoft.Network/loadBalancers", "name": "{{{{name}}}}", "properties": {"frontendIPConfigurations": [{"name": "fe", "properties": { {{{{frontend}}}} }}], "backendAddressPools": [{"name": "pool", "properties": {"loadBalancerBackendAddresses": [{"name": "of-{{{{name}}}}", "properties": {"ipAddress": "10.3.0.{{{{name[^1]}}}}"}}]}}], "loadBalancingRules": [{"name": "sql-{{{{name}}}}", "properties": {"frontendIPConfiguration": {"id": "x/frontendIPConfigurations/fe"}, "backendAddressPool": {"id": "x/backendAddressPools/pool"}, "protocol": "Tcp", "frontendPort": 1433, "backendPort": 1433}}]}}
        """;
}
