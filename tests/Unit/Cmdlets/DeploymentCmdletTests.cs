using System.Management.Automation;
using AwesomeAssertions;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>Deployments of packages by their cmdlets, against the real service.</summary>
[Collection(nameof(Session))]
public sealed class DeploymentCmdletTests : IAsyncLifetime
{
    private const string Machine = "New-AzureVMConfig web1 Small -ImageName ilb-responder";

    private readonly Engine _engine = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-package-").FullName;
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        await _service.PutNetworkAsync();
        Directory.CreateDirectory(Path.Combine(_folder, "Web"));
        File.WriteAllText(Path.Combine(_folder, "ServiceDefinition.csdef"), TestPackage.Definition);
        foreach (var count in (int[])[1, 2])
            File.WriteAllText(Path.Combine(_folder, $"{count}.cscfg"), TestPackage.Configuration(count));
        Run($"Import-AzurePublishSettingsFile '{_service.Host.Folder.PublishSettingsFile}'");
        Run("New-AzureService Web -Location 'West US'");
        Pack("echo v1\n");
    }

    [Fact]
    public void An_upgrade_brings_another_package_and_configuration_to_the_deployment()
    {
        Deploy("Production");
        var before = Packages().Should().ContainSingle().Subject;
        Pack("echo v2\n");
        Run($"Set-AzureDeployment -Upgrade Web '{_folder}/web.cspkg' '{_folder}/2.cscfg' -Slot Production -Label v2");

        _engine.One<string>("Get-AzureDeployment Web | ForEach-Object { $_.Label, $_.Status, $_.RoleInstanceList.Count -join ' ' }").Should().Be("v2 Running 2");
        Packages().Should().HaveCount(2).And.OnlyContain(package => package != before);
    }

    [Fact]
    public void A_deployment_is_suspended_and_runs_again()
    {
        Deploy("Production");
        Run("Set-AzureDeployment -Status Web Production Suspended");
        Status().Should().Be("Suspended Stopped");
        Run("Set-AzureDeployment -Status -ServiceName Web -Slot Production -NewStatus Running -WhatIf");
        Status().Should().Be("Suspended Stopped");
        Run("Set-AzureDeployment -Status -ServiceName Web -Slot Production -NewStatus Running");
        Status().Should().Be("Running Started");
    }

    [Fact]
    public void A_deployment_is_removed_from_its_slot_and_the_other_slot_stays()
    {
        Deploy("Production");
        Deploy("Staging");
        Run("Remove-AzureDeployment Web Production -Force -WhatIf");
        Run("Get-AzureDeployment Web Production").Should().ContainSingle();
        Run("Remove-AzureDeployment Web Production -Force").Should().ContainSingle();

        _engine.Run("Get-AzureDeployment Web Production");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ResourceNotFound,");
        _engine.One<string>("(Get-AzureDeployment Web Staging).Slot").Should().Be("Staging");
        _engine.Run("Remove-AzureDeployment Web Production -Force");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ResourceNotFound,");
    }

    [Theory]
    [InlineData("New-AzurePackage /nowhere FOLDER/out", "PackageInvalid", "The folder /nowhere does not exist.")]
    [InlineData("New-AzurePackage FOLDER /nowhere/out", "PackageNotWritten", "/nowhere/out")]
    [InlineData("New-AzureDeployment Web https://account/web.cspkg FOLDER/1.cscfg Production", "PackageNotLocal", "ilb has no storage service")]
    [InlineData("New-AzureDeployment Web FOLDER/none.cspkg FOLDER/1.cscfg Production", "FileNotFound", "/none.cspkg does not exist.")]
    [InlineData("New-AzureDeployment Web FOLDER/web.cspkg FOLDER/none.cscfg Production", "FileNotFound", "/none.cscfg does not exist.")]
    [InlineData("Set-AzureDeployment -Config Web FOLDER/none.cscfg Production", "FileNotFound", "/none.cscfg does not exist.")]
    [InlineData("Set-AzureVNetConfig FOLDER/none.xml", "FileNotFound", "/none.xml")]
    [InlineData("Remove-AzureService -Force", "ServiceNameMissing", "-ServiceName")]
    [InlineData("Get-AzureSubscription nosuch", "SubscriptionNotFound", "'nosuch' is not in this session")]
    [InlineData("Get-AzureSubscription -SubscriptionId nosuch", "SubscriptionNotFound", "'nosuch' is not in this session")]
    [InlineData("Select-AzureSubscription nosuch", "SubscriptionNotFound", "'nosuch' is not in this session")]
    [InlineData($"{Machine} | New-AzureVM -ServiceName Web; Get-AzureVM Web nosuch", "VMNotFound", "It has: web1")]
    public void A_mistake_has_a_stable_id_and_says_what_is_wrong(string command, string id, string says)
    {
        _engine.Run(command.Replace("FOLDER", _folder, StringComparison.Ordinal));
        var error = _engine.Errors.Should().ContainSingle().Subject;
        error.FullyQualifiedErrorId.Should().StartWith(id + ",");
        (error.ErrorDetails?.Message ?? error.Exception.Message).Should().Contain(says);
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Pack(string program)
    {
        File.WriteAllText(Path.Combine(_folder, "Web", "run.sh"), program);
        Run($"New-AzurePackage '{_folder}' '{_folder}/web.cspkg'");
    }

    private void Deploy(string slot) => Run($"New-AzureDeployment Web '{_folder}/web.cspkg' '{_folder}/1.cscfg' {slot} -Label v1");

    private string Status() => _engine.One<string>("Get-AzureDeployment Web | ForEach-Object { $_.Status, $_.RoleInstanceList[0].PowerState -join ' ' }");

    private IReadOnlyList<string> Packages() => [.. _service.Host.Feed.Current.Machines.Select(machine => machine.Program!.Package)];

    private IReadOnlyList<PSObject> Run(string script)
    {
        var output = _engine.Run(script);
        _engine.Errors.Should().BeEmpty(script);
        return output;
    }
}
