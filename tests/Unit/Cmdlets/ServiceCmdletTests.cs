using AwesomeAssertions;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>Cmdlets against the real service.</summary>
[Collection(nameof(Session))]
public sealed class ServiceCmdletTests : IAsyncLifetime
{
    private const string NewWeb1 =
        "New-AzureVMConfig web1 Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | New-AzureVM -ServiceName Web";

    private readonly Engine _engine = new();
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        Run($"Import-AzurePublishSettingsFile '{_service.Host.Folder.PublishSettingsFile}'");
    }

    [Fact]
    public void An_error_carries_the_services_code_and_message()
    {
        _engine.Run("Get-AzureService nosuch");
        var error = _engine.Errors.Should().ContainSingle().Subject;
        error.FullyQualifiedErrorId.Should().Be("ResourceNotFound,Ilb.Cmdlets.GetAzureService");
        error.ErrorDetails.Message.Should().MatchRegex(@"^The hosted service does not exist\..* \[ResourceNotFound, HTTP 404, operation [0-9a-f]{32}\]$");
        error.CategoryInfo.Category.Should().Be(System.Management.Automation.ErrorCategory.ObjectNotFound);
    }

    [Theory]
    [InlineData("New-AzureService Web -Location 'West US' -WhatIf")]
    [InlineData(NewWeb1 + " -Location 'West US' -WhatIf")]
    [InlineData("New-AzureService Web -Location 'West US'; Remove-AzureService Web -Force -WhatIf; Remove-AzureService Web -Force")]
    public void Whatif_changes_nothing(string command)
    {
        Run(command);
        Run("Get-AzureService").Should().BeEmpty();
    }

    [Fact]
    public async Task With_a_plan_named_cmdlets_work_on_it_and_without_on_the_state_in_force_again()
    {
        var plan = (await _service.SendAsync(HttpMethod.Post, "ilb/plans")).RequestId;
        Environment.SetEnvironmentVariable("ILB_PLAN", plan);
        try
        {
            Run("New-AzureService Web -Location 'West US'");
            Run("Get-AzureService").Should().ContainSingle();
            Environment.SetEnvironmentVariable("ILB_PLAN", "nosuch");
            _engine.Run("New-AzureService Web2 -Location 'West US'");
            _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ResourceNotFound,");
        }
        finally
        {
            Environment.SetEnvironmentVariable("ILB_PLAN", null);
        }

        Run("Get-AzureService").Should().BeEmpty();
    }

    [Fact]
    public void Without_a_location_a_missing_service_is_not_made()
    {
        _engine.Run(NewWeb1);
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().Be("ServiceNotFound,Ilb.Cmdlets.NewAzureVM");
    }

    [Fact]
    public void A_deployment_that_is_refused_leaves_no_service_behind()
    {
        _engine.Run(NewWeb1 + " -Location 'West US' -VNetName nosuch");
        _engine.Errors.Should().ContainSingle();
        Run("Get-AzureService").Should().BeEmpty();
    }

    [Fact]
    public void A_machine_cannot_join_a_deployment_from_another_virtual_network()
    {
        Run(NewWeb1 + " -Location 'West US'");
        _engine.Run(NewWeb1.Replace("web1", "web2", StringComparison.Ordinal) + " -VNetName nosuch");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().Be("VirtualNetworkDiffers,Ilb.Cmdlets.NewAzureVM");
    }

    [Fact]
    public void A_machine_that_cannot_start_says_why()
    {
        _service.Agent.Broken.Add("web1");
        _engine.Run(NewWeb1 + " -Location 'West US' -WaitForBoot");
        _engine.Errors.Should().NotBeEmpty();
        string.Join(' ', _engine.Errors.Select(e => e.ErrorDetails?.Message ?? e.Exception.Message)).Should().Contain("its command was not found");
    }

    [Fact]
    public void A_machine_lives_from_start_to_removal()
    {
        Run(NewWeb1 + " -Location 'West US' -WaitForBoot");
        Run("Stop-AzureVM Web web1 -StayProvisioned");
        _engine.One<string>("(Get-AzureVM Web web1).PowerState").Should().Be("Stopped");
        Run("Get-AzureVM Web web1 | Start-AzureVM");
        Run("Restart-AzureVM -ServiceName Web -Name web1");
        _engine.One<string>("(Get-AzureVM Web web1).PowerState").Should().Be("Started");
        Run("Remove-AzureVM Web web1");
        Run("Get-AzureVM Web").Should().BeEmpty();
        Run("Remove-AzureService Web -Force");
    }

    private string AllowsLoopback() => _engine.One<string>("Get-AzureInternalLoadBalancer Web | ForEach-Object { \"$($_.AllowLoopback)\" }");

    [Fact]
    public void A_load_balancer_and_its_set_are_added_changed_and_removed()
    {
        Run(NewWeb1 + " -Location 'West US' -InternalLoadBalancerConfig (New-AzureInternalLoadBalancerConfig MyILB)");
        Run("Get-AzureVM Web web1 | Add-AzureEndpoint web tcp 80 -PublicPort 8080 -LBSetName weblb -DefaultProbe -InternalLoadBalancerName MyILB | Update-AzureVM");
        Run("Set-AzureLoadBalancedEndpoint -ServiceName Web -LBSetName weblb -ProbeProtocolHTTP -ProbePath /health -PublicPort 8081");
        _engine.One<string>("Get-AzureVM Web web1 | Get-AzureEndpoint | ForEach-Object { $_.Port, $_.ProbeProtocol, $_.ProbePath, $_.InternalLoadBalancerName -join ' ' }")
            .Should().Be("8081 http /health MyILB");
        _engine.Run("Set-AzureLoadBalancedEndpoint -ServiceName Web -LBSetName nosuch -PublicPort 1");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("LoadBalancedSetNotFound,");
        Run("Set-AzureInternalLoadBalancer MyILB Web -AllowLoopback");
        AllowsLoopback().Should().Be("True");
        Run("Set-AzureInternalLoadBalancer MyILB Web");
        AllowsLoopback().Should().Be("True", "what is not given stays");
        Run("Set-AzureInternalLoadBalancer MyILB Web -AllowLoopback:$false");
        AllowsLoopback().Should().Be("False");
        Run("Get-AzureVM Web web1 | Remove-AzureEndpoint web | Update-AzureVM");
        Run("Remove-AzureInternalLoadBalancer Web");
        Run("Get-AzureInternalLoadBalancer Web").Should().BeEmpty();
    }

    [Fact]
    public void A_rule_of_the_announcement_is_cited_and_a_later_version_lifts_it()
    {
        Run(NewWeb1 + " -Location 'West US'");
        _engine.Run("Add-AzureInternalLoadBalancer MyILB Web");
        _engine.Errors.Should().ContainSingle().Which.ErrorDetails.Message.Should()
            .Contain("FAQ 1").And.Contain("Import-AzurePublishSettingsFile -ApiVersion 2014-06-01").And.Contain("ILB_API_VERSION");

        Run($"Import-AzurePublishSettingsFile '{_service.Host.Folder.PublishSettingsFile}' -ApiVersion 2014-06-01");
        Run("Add-AzureInternalLoadBalancer MyILB Web");
        _engine.One<string>("(Get-AzureInternalLoadBalancer Web).IPAddress").Should().Be("100.64.0.5");
    }

    [Fact]
    public void The_version_of_the_environment_counts_whenever_it_is_set_unless_the_import_named_one()
    {
        Run(NewWeb1 + " -Location 'West US'");
        _engine.One<string>("(Get-AzureSubscription -Current).ApiVersion").Should().Be("2014-05-01");
        try
        {
            Run("$env:ILB_API_VERSION = '2014-06-01'");
            _engine.One<string>("(Get-AzureSubscription -Current).ApiVersion").Should().Be("2014-06-01");
            Run("Add-AzureInternalLoadBalancer MyILB Web");
            Run("Remove-AzureInternalLoadBalancer Web");

            Run($"Import-AzurePublishSettingsFile '{_service.Host.Folder.PublishSettingsFile}' -ApiVersion 2014-05-01");
            Add().Should().ContainSingle("the import says which");
            Run($"Import-AzurePublishSettingsFile '{_service.Host.Folder.PublishSettingsFile}'");
            Run("$env:ILB_API_VERSION = $null");
            Add().Should().ContainSingle("it is gone");
            Run("$env:ILB_API_VERSION = '2014-06-01'");
            Add().Should().BeEmpty();
            _engine.One<string>($"(Import-AzurePublishSettingsFile '{_service.Host.Folder.PublishSettingsFile}').ApiVersion").Should().Be("2014-06-01");
        }
        finally
        {
            Environment.SetEnvironmentVariable("ILB_API_VERSION", null);
        }
    }

    private IReadOnlyList<System.Management.Automation.ErrorRecord> Add()
    {
        _engine.Run("Add-AzureInternalLoadBalancer MyILB Web");
        return _engine.Errors;
    }

    [Fact]
    public async Task A_service_is_removed_with_the_deployments_of_both_its_slots()
    {
        await _service.PutNetworkAsync();
        Run(NewWeb1 + " -Location 'West US'");
        var staged = Requests.Deployment("next", "web2").Replace("Production", "Staging", StringComparison.Ordinal);
        await _service.MustAsync(HttpMethod.Post, "services/hostedservices/Web/deployments", staged);
        _engine.Run("Remove-AzureService Web -Force");
        _engine.Errors.Should().ContainSingle().Which.ErrorDetails.Message.Should()
            .Contain("deployment Web with web1").And.Contain("deployment next with web2").And.Contain("Remove-AzureService -DeleteAll");

        _engine.One<bool>("Remove-AzureService Web -DeleteAll -Force -PassThru").Should().BeTrue();
        Run("Get-AzureService").Should().BeEmpty();
        _service.Host.Feed.Current.Machines.Should().BeEmpty();
        _engine.Run("Remove-AzureService Web -DeleteAll -Force");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ResourceNotFound,");
    }

    [Fact]
    public void A_machine_gets_another_size()
    {
        Run(NewWeb1 + " -Location 'West US'");
        Run("Get-AzureVM Web web1 | Set-AzureVMSize Large | Update-AzureVM");
        _engine.One<string>("(Get-AzureVM Web web1).InstanceSize").Should().Be("Large");
    }

    [Fact]
    public void The_network_configuration_is_exported_as_it_was_set_and_removed()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "networks.xml");
        Run("Get-AzureVNetConfig");
        Run($"Set-AzureVNetConfig '{file}'");
        _engine.One<string>("(Get-AzureVNetConfig).XMLConfiguration").Should().Contain("VNetUSWest");
        _engine.One<bool>("(Test-AzureStaticVNetIP VNetUSWest 10.0.0.10).IsAvailable").Should().BeTrue();
        _engine.Run("Get-AzureVNetSite nosuch");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("VirtualNetworkNotFound,");
        Run("Remove-AzureVNetConfig -Confirm:$false");
        Run("Get-AzureVNetSite").Should().BeEmpty();
    }

    [Theory]
    [InlineData("New-AzureVM -Location We", "'West Europe','West US'")]
    [InlineData("Get-AzureVM W", "Web")]
    [InlineData("Get-AzureVM Web ", "web1")]
    [InlineData("New-AzureVMConfig -ImageName i", "ilb-responder")]
    [InlineData("New-AzureVMConfig -InstanceSize ExtraS", "ExtraSmall")]
    public void Tab_knows_the_names_of_the_service(string typed, string completions)
    {
        Run(NewWeb1 + " -Location 'West US'");
        _engine.One<string>($"((TabExpansion2 -inputScript \"{typed}\" -cursorColumn {typed.Length}).CompletionMatches.CompletionText) -join ','").Should().Be(completions);
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _service.DisposeAsync();
    }

    private IReadOnlyList<System.Management.Automation.PSObject> Run(string script)
    {
        var output = _engine.Run(script);
        _engine.Errors.Should().BeEmpty(script);
        return output;
    }
}
