using AwesomeAssertions;
using Ilb.Cmdlets;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Cmdlets;

[Collection(nameof(Session))]
public sealed class AnnouncementTests
{
    private static readonly string _script = Path.Combine(AppContext.BaseDirectory, "samples", "virtual-network.ps1");

    [Fact]
    public async Task The_script_of_the_announcement_runs_unchanged_and_says_clearly_what_is_wrong_the_second_time()
    {
        await using var service = await TestService.StartAsync();
        using var engine = Connected(service);

        engine.Run($"& '{_script}'");
        engine.Errors.Should().BeEmpty();
        engine.One<string>("(Get-AzureService MyWebsite1 | Get-AzureInternalLoadBalancer).IPAddress").Should().StartWith("10.0.0.");
        engine.Run("Get-AzureVM MyWebsite1").Select(vm => vm.BaseObject).Cast<PersistentVMRoleContext>()
            .Select(vm => (vm.Name, vm.InstanceStatus)).Should().Equal(("web1", "ReadyRole"), ("web2", "ReadyRole"));

        engine.Run($"& '{_script}'");
        engine.Errors.Should().NotBeEmpty();
        engine.Errors.Select(e => e.FullyQualifiedErrorId).Should().OnlyContain(id => id.Contains(",Ilb.Cmdlets.", StringComparison.Ordinal));
        engine.Run("Get-AzureVM").Should().HaveCount(4);
    }

    [Fact]
    public async Task A_cloud_service_outside_a_virtual_network_gets_its_load_balancer_with_the_first_machine()
    {
        await using var service = await TestService.StartAsync();
        using var engine = Connected(service);
        engine.Run("""
            $myilbconfig = New-AzureInternalLoadBalancerConfig -InternalLoadBalancerName "MyILB"
            New-AzureVMConfig -Name "Instance1" -InstanceSize Small -ImageName ilb-responder | Add-AzureProvisioningConfig -Windows -AdminUsername operator -Password 'P@ssw0rd!1' | New-AzureVM -ServiceName "Website2" -InternalLoadBalancerConfig $myilbconfig    -Location "West US"
            """);
        engine.Errors.Should().BeEmpty();
        engine.One<string>("(Get-AzureDeployment Website2).InternalLoadBalancerName").Should().Be("MyILB");
    }

    private static Engine Connected(TestService service)
    {
        var engine = new Engine();
        engine.Run($"Import-AzurePublishSettingsFile '{service.Host.Folder.PublishSettingsFile}'");
        engine.Errors.Should().BeEmpty();
        return engine;
    }
}
