using AwesomeAssertions;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>The cmdlets that take machines out of their sets, against the real service.</summary>
[Collection(nameof(Session))]
public sealed class DrainCmdletTests : IAsyncLifetime
{
    private readonly Engine _engine = new();
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartBalancedAsync();
        Run($"Import-AzurePublishSettingsFile '{_service.Host.Folder.PublishSettingsFile}'");
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public void A_machine_is_taken_out_and_in_again()
    {
        Run("Start-AzureVMDrain MyWebsite1 web1 -Deadline 0:05:00 -AtEnd Reset -Udp Move");
        _engine.One<string>("Get-AzureVMDrain | ForEach-Object { $_.ServiceName, $_.Name, $_.LBSetName, $_.State, $_.AtEnd, $_.Udp, ($_.Deadline - $_.Since).TotalSeconds -join ' ' }")
            .Should().Be("MyWebsite1 web1  Draining Reset Move 300");
        Run("Get-AzureVMDrain | Stop-AzureVMDrain");
        Run("Get-AzureVMDrain").Should().BeEmpty();
    }

    [Fact]
    public void Machines_of_the_pipeline_are_taken_out_at_once()
    {
        _engine.Run("Get-AzureVM MyWebsite1 | Start-AzureVMDrain -LBSetName intwebeplb").Should().HaveCount(2);
        _engine.Errors.Should().BeEmpty();
        _engine.Warnings.Should().ContainSingle().Which.Should().StartWith("MyWebsite1/intwebeplb takes no new connections now");
        Run("Get-AzureVMDrain MyWebsite1 web2").Should().ContainSingle();
        Run("Stop-AzureVMDrain MyWebsite1 web1,web2");
        Run("Get-AzureVMDrain").Should().BeEmpty();
    }

    [Fact]
    public void What_is_asked_wrongly_changes_nothing()
    {
        _engine.Run("Start-AzureVMDrain MyWebsite1 web1,nosuch");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ResourceNotFound,");
        _engine.Run("Start-AzureVMDrain MyWebsite1 web1 -AtEnd Reset");
        _engine.Errors.Should().ContainSingle().Which.ErrorDetails.Message.Should().Contain("DrainDeadlineMissing");
        Run("Start-AzureVMDrain MyWebsite1 web1 -WhatIf");
        Run("Get-AzureVMDrain").Should().BeEmpty();
    }

    private IReadOnlyList<System.Management.Automation.PSObject> Run(string script)
    {
        var output = _engine.Run(script);
        _engine.Errors.Should().BeEmpty(script);
        return output;
    }
}
