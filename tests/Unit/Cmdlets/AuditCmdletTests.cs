using AwesomeAssertions;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>Get-AzureAuditLog, against the real service.</summary>
[Collection(nameof(Session))]
public sealed class AuditCmdletTests
{
    [Fact]
    public async Task What_cmdlets_did_is_shown_by_one()
    {
        await using var service = await TestService.StartAsync();
        using var engine = new Engine();
        engine.Run($"Import-AzurePublishSettingsFile '{service.Host.Folder.PublishSettingsFile}'; New-AzureService web -Location 'West US' | Out-Null; Remove-AzureService nosuch -Force");
        engine.Run("Get-AzureAuditLog | ForEach-Object { $_.Request, $_.Result, $_.Code -join ' ' }").Select(line => line.ToString()).Should().Equal(
            "POST services/hostedservices Done ", "DELETE services/hostedservices/nosuch Refused ResourceNotFound");
        engine.Run("Get-AzureAuditLog -Since (Get-Date).AddHours(1)").Should().BeEmpty();
        engine.Run("Get-AzureAuditLog -Last 1").Should().ContainSingle();
    }
}
