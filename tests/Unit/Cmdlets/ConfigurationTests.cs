using AwesomeAssertions;
using Ilb.Cmdlets;
using Ilb.Contracts;
using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>What cmdlets do in memory, before the service is asked.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private const string Machine = "New-AzureVMConfig web1 Small -ImageName ilb-responder";

    private readonly Engine _engine = new();

    [Fact]
    public void A_machine_is_described_by_the_pipeline_of_the_announcement()
    {
        var vm = _engine.One<PersistentVM>(
            $"{Machine} | Add-AzureProvisioningConfig -Windows -AdminUsername operator -Password 'P@ssw0rd!' | Set-AzureSubnet FrontEndSubnet | Set-AzureStaticVNetIP 10.0.0.50");
        (vm.RoleName, vm.RoleSize, vm.RoleType).Should().Be(("web1", "Small", "PersistentVMRole"));
        vm.OSVirtualHardDisk!.SourceImageName.Should().Be("ilb-responder");
        vm.ConfigurationSets.Select(s => s.ConfigurationSetType).Should().Equal("WindowsProvisioningConfiguration", "NetworkConfiguration");
        vm.ConfigurationSets[1].SubnetNames.Should().Equal("FrontEndSubnet");
        vm.ConfigurationSets[1].StaticVirtualNetworkIPAddress.Should().Be("10.0.0.50");
    }

    [Theory]
    [InlineData("-LBSetName s -NoProbe", null)]
    [InlineData("-LBSetName s -DefaultProbe", "tcp 80 /")]
    [InlineData("-LBSetName s -ProbePort 8080 -ProbeProtocol http -ProbePath /health -ProbeIntervalInSeconds 5", "http 8080 /health/5")]
    [InlineData("-LoadBalancedEndpointSetName s -ProbePort 81 -ProbeProtocol tcp", "tcp 81 /")]
    [InlineData("", null)]
    public void A_probe_comes_from_its_parameter_set(string parameters, string? probe)
    {
        var vm = _engine.One<PersistentVM>($"{Machine} | Add-AzureEndpoint web tcp 80 -PublicPort 8000 {parameters} -InternalLoadBalancerName MyILB");
        var endpoint = vm.ConfigurationSets.Single().InputEndpoints!.Single();
        (endpoint.Name, endpoint.LocalPort, endpoint.Port, endpoint.LoadBalancerName).Should().Be(("web", 80, 8000, "MyILB"));
        endpoint.EnableDirectServerReturn.Should().BeNull("what is not given is inherited from the set");
        (endpoint.LoadBalancerProbe is { } p ? $"{p.Protocol} {p.Port} {p.Path}/{p.IntervalInSeconds}" : null).Should().Be(probe);
    }

    [Theory]
    [InlineData("Add-AzureEndpoint web tcp 0", "InvalidPort")]
    [InlineData("Add-AzureEndpoint web tcp 80 -PublicPort 65536", "InvalidPort")]
    [InlineData("Add-AzureEndpoint web tcp 80 -LBSetName s -ProbePort 80 -ProbeProtocol tcp -ProbePath /x", "ProbePathWithTcp")]
    [InlineData("Add-AzureEndpoint web tcp 80 -LBSetName s -ProbePort 80 -ProbeProtocol http", "ProbePathMissing")]
    [InlineData("Add-AzureEndpoint web tcp 80 | Add-AzureEndpoint WEB tcp 81", "EndpointExists")]
    [InlineData("Set-AzureEndpoint web -LocalPort 81", "EndpointNotFound")]
    [InlineData("Remove-AzureEndpoint web", "EndpointNotFound")]
    [InlineData("Get-AzureEndpoint web", "EndpointNotFound")]
    [InlineData("Set-AzureStaticVNetIP nowhere", "InvalidAddress")]
    [InlineData("Set-AzureStaticVNetIP 010.0.0.9", "InvalidAddress")]
    [InlineData("Add-AzureEndpoint web sctp 80", "ParameterArgumentValidationError")]
    [InlineData("Add-AzureEndpoint web tcp 80 -LBSetName s", "AmbiguousParameterSet")]
    public void A_mistake_has_a_stable_id(string command, string id)
    {
        _engine.Run($"{Machine} | {command}");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith(id + ",");
    }

    [Theory]
    [InlineData("New-AzureInternalLoadBalancerConfig MyILB -StaticVNetIPAddress 010.0.0.9")]
    [InlineData("Add-AzureInternalLoadBalancer MyILB Web -SubnetName FrontEndSubnet -StaticVNetIPAddress 0xa.0.0.9")]
    [InlineData("Set-AzureInternalLoadBalancer MyILB Web -SubnetName FrontEndSubnet -StaticVNetIPAddress 10.9")]
    public void An_address_is_four_plain_decimals(string command)
    {
        _engine.Run(command);
        var error = _engine.Errors.Should().ContainSingle().Subject;
        error.FullyQualifiedErrorId.Should().StartWith("ParameterArgumentTransformationError,");
        error.Exception.Message.Should().Contain("is not an IPv4 address such as 10.1.0.4");
    }

    [Fact]
    public void An_endpoint_is_changed_and_removed_in_memory()
    {
        var changed = _engine.One<InputEndpointContext>(
            $"{Machine} | Add-AzureEndpoint web tcp 80 -PublicPort 80 | Set-AzureEndpoint web -LocalPort 8080 -LoadBalancerDistribution sourceIP | Get-AzureEndpoint");
        (changed.Port, changed.LocalPort, changed.Protocol, changed.LoadBalancerDistribution).Should().Be((80, 8080, "tcp", "sourceIP"));
        _engine.Run($"{Machine} | Add-AzureEndpoint web tcp 80 | Remove-AzureEndpoint web | Get-AzureEndpoint").Should().BeEmpty();
        _engine.Errors.Should().BeEmpty();
    }

    [Fact]
    public void A_missing_publish_settings_file_is_one_sentence()
    {
        _engine.Run("Import-AzurePublishSettingsFile /nowhere/at.all");
        _engine.Errors.Should().ContainSingle().Which.Should().Match<System.Management.Automation.ErrorRecord>(
            e => e.FullyQualifiedErrorId.StartsWith("PublishSettingsUnusable") && e.Exception.Message.StartsWith("The publish settings file /nowhere/at.all cannot be used: "));
    }

    public void Dispose() => _engine.Dispose();
}
