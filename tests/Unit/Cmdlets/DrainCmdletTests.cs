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
        _engine.ConnectTo(_service);
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public void A_machine_is_taken_out_and_in_again()
    {
        _engine.Must("Start-AzureVMDrain MyWebsite1 web1 -Deadline 0:05:00 -AtEnd Reset -Udp Move");
        _engine.One<string>("Get-AzureVMDrain | ForEach-Object { $_.ServiceName, $_.Name, $_.LBSetName, $_.State, $_.AtEnd, $_.Udp, ($_.Deadline - $_.Since).TotalSeconds -join ' ' }")
            .Should().Be("MyWebsite1 web1  Draining Reset Move 300");
        _engine.Must("Get-AzureVMDrain | Stop-AzureVMDrain");
        _engine.Must("Get-AzureVMDrain").Should().BeEmpty();
    }

    [Fact]
    public void Machines_of_the_pipeline_are_taken_out_at_once()
    {
        _engine.Run("Get-AzureVM MyWebsite1 | Start-AzureVMDrain -LBSetName intwebeplb").Should().HaveCount(2);
        _engine.Errors.Should().BeEmpty();
        _engine.Warnings.Should().ContainSingle().Which.Should().StartWith("MyWebsite1/intwebeplb takes no new connections now");
        _engine.Must("Get-AzureVMDrain MyWebsite1 web2").Should().ContainSingle();
        _engine.Must("Stop-AzureVMDrain MyWebsite1 web1,web2");
        _engine.Must("Get-AzureVMDrain").Should().BeEmpty();
    }

    [Fact]
    public void What_is_asked_wrongly_changes_nothing()
    {
        _engine.Run("Start-AzureVMDrain MyWebsite1 web1,nosuch");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ResourceNotFound,");
        _engine.Run("Start-AzureVMDrain MyWebsite1 web1 -AtEnd Reset");
        _engine.Errors.Should().ContainSingle().Which.ErrorDetails.Message.Should().Contain("DrainDeadlineMissing");
        _engine.Must("Start-AzureVMDrain MyWebsite1 web1 -WhatIf");
        _engine.Must("Get-AzureVMDrain").Should().BeEmpty();
    }
}
