using AwesomeAssertions;
using Ilb.Cmdlets;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>Access lists in memory, and on endpoints of the real service.</summary>
[Collection(nameof(Session))]
public sealed class AccessListTests : IDisposable
{
    private const string List =
        "$acl = New-AzureAclConfig; $null = Set-AzureAclConfig -AddRule Permit 10.0.0.0/8 -ACL $acl; "
        + "$null = $acl | Set-AzureAclConfig -AddRule Deny 10.0.0.9/32 -Order 50 -Description 'not this one'; ";

    private const string Machine = "New-AzureVMConfig web1 Small -ImageName ilb-responder | Add-AzureEndpoint web tcp 80";

    private readonly Engine _engine = new();

    [Fact]
    public void Rules_get_ids_in_the_order_they_come_and_an_order_behind_the_others()
    {
        var acl = _engine.One<NetworkAclObject>(List + "$acl | Set-AzureAclConfig -AddRule permit 11.0.0.0/8");
        acl.Rules.Select(rule => $"{rule.RuleId} {rule.Order} {rule.Action} {rule.Description}").Should().Equal(
            "0 100 permit ", "1 50 deny not this one", "2 200 permit ");
        acl.ToString().Should().Be("50 deny 10.0.0.9/32; 100 permit 10.0.0.0/8; 200 permit 11.0.0.0/8");
    }

    [Fact]
    public void Rule_is_changed_and_removed_by_its_id() => Text(
        List + "$null = $acl | Set-AzureAclConfig -SetRule 1 -Action Permit -RemoteSubnet 10.0.0.8/31; $acl | Set-AzureAclConfig -RemoveRule -RuleId 0")
        .Should().Be("50 permit 10.0.0.8/31");

    [Theory]
    [InlineData("-SetRule 7 -Order 1", "AclRuleNotFound")]
    [InlineData("-RemoveRule 7", "AclRuleNotFound")]
    [InlineData("-AddRule Permit 10.0.0.0/8 -Order 50", "AclOrderInUse")]
    [InlineData("-SetRule 0 -Order 50", "AclOrderInUse")]
    [InlineData("-AddRule Allow 10.0.0.0/8", "ParameterArgumentValidationError")]
    [InlineData("-AddRule Permit 10.0.0.0/8 -Order 65536", "ParameterArgumentValidationError")]
    public void A_mistake_has_a_stable_id(string parameters, string id)
    {
        _engine.Run($"{List} $acl | Set-AzureAclConfig {parameters}");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith(id + ",");
    }

    [Fact]
    public void List_is_put_on_an_endpoint_shown_and_removed()
    {
        Text($"{List} {Machine} -ACL $acl | Get-AzureAclConfig").Should().StartWith("50 deny");
        Text($"{List} {Machine} | Set-AzureEndpoint web -ACL $acl | Get-AzureAclConfig web").Should().StartWith("50 deny");
        Text($"{List} {Machine} -ACL $acl | Remove-AzureAclConfig web | Get-AzureAclConfig web").Should().BeEmpty();
        _engine.Run($"{Machine} | Get-AzureAclConfig").Should().BeEmpty();
        _engine.Run($"{Machine} | Get-AzureAclConfig nosuch");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("EndpointNotFound,");
    }

    [Fact]
    public async Task Service_keeps_the_list_of_a_set_refuses_a_bad_one_and_forgets_it()
    {
        await using var service = await TestService.StartBalancedAsync();
        Run($"Import-AzurePublishSettingsFile '{service.Host.Folder.PublishSettingsFile}'");
        Run($"{List} Set-AzureLoadBalancedEndpoint MyWebsite1 -LBSetName intwebeplb -ACL $acl");
        Of("web2").Should().Be("50 deny 10.0.0.9/32; 100 permit 10.0.0.0/8", "all members have one list");

        _engine.Run($"{List} $null = $acl | Set-AzureAclConfig -AddRule Permit 10.0.0.1/8; Set-AzureLoadBalancedEndpoint MyWebsite1 -LBSetName intwebeplb -ACL $acl");
        _engine.Errors.Should().ContainSingle().Which.ErrorDetails.Message.Should().Contain("'10.0.0.1/8' is not a prefix");

        Run("Get-AzureVM MyWebsite1 web1 | Remove-AzureAclConfig intwebep | Update-AzureVM");
        Of("web2").Should().BeEmpty();
    }

    [Fact]
    public async Task Tab_knows_the_prefixes_of_subnets()
    {
        await using var service = await TestService.StartBalancedAsync();
        Run($"Import-AzurePublishSettingsFile '{service.Host.Folder.PublishSettingsFile}'");
        const string typed = "Set-AzureAclConfig -AddRule -RemoteSubnet ";
        _engine.One<string>($"((TabExpansion2 -inputScript \"{typed}\" -cursorColumn {typed.Length}).CompletionMatches.CompletionText) -join ','")
            .Should().Be("'10.1.0.0/24'");
    }

    public void Dispose() => _engine.Dispose();

    private string Of(string machine) => Text($"Get-AzureVM MyWebsite1 {machine} | Get-AzureAclConfig intwebep");

    private string Text(string script) => _engine.One<NetworkAclObject>(script).ToString();

    private void Run(string script)
    {
        _engine.Run(script);
        _engine.Errors.Should().BeEmpty(script);
    }
}
