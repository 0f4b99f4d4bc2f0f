using AwesomeAssertions;
using Ilb.Model.Snapshots;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>Policies of sets and of their members, by cmdlet, against the real service.</summary>
[Collection(nameof(Session))]
public sealed class PolicyCmdletTests : IAsyncLifetime
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

    [Theory]
    [InlineData("WhenAllDown", "refuse", "allMembers")]
    [InlineData("MinimumHealthyMembers", "0", "1")]
    [InlineData("FlapHalfLifeInSeconds", "0", "60")]
    [InlineData("SlowStartInSeconds", "0", "30")]
    [InlineData("AffinityTimeoutInSeconds", "0", "10800")]
    public void A_policy_of_a_set_is_of_all_members_and_stays_until_it_is_said_anew(string parameter, string usual, string other)
    {
        Of("web1", parameter).Should().Be(usual);
        _engine.Must($"Set-AzureLoadBalancedEndpoint MyWebsite1 -LBSetName intwebeplb -{parameter} {other}");
        Of("web1", parameter).Should().Be(other);
        Of("web2", parameter).Should().Be(other);
        _engine.Must("Set-AzureLoadBalancedEndpoint MyWebsite1 -LBSetName intwebeplb -IdleTimeoutInMinutes 10");
        Of("web2", parameter).Should().Be(other, "what is left out stays as it is");
        _engine.Must($"Set-AzureLoadBalancedEndpoint MyWebsite1 -LBSetName intwebeplb -{parameter} {usual}");
        Of("web2", parameter).Should().Be(usual);
    }

    [Theory]
    [InlineData("Weight", "3", "1", "3")]
    [InlineData("Backup", "$true", "False", "True")]
    public void Weight_and_backup_are_a_member_s_own(string parameter, string argument, string usual, string other)
    {
        _engine.Must($"Get-AzureVM MyWebsite1 web1 | Set-AzureEndpoint intwebep -{parameter} {argument} | Update-AzureVM");
        (Of("web1", parameter), Of("web2", parameter)).Should().Be((other, usual));
        _engine.Must("Set-AzureLoadBalancedEndpoint MyWebsite1 -LBSetName intwebeplb -SlowStartInSeconds 30");
        (Of("web1", parameter), Of("web2", parameter)).Should().Be((other, usual), "what is said of the set leaves it");
    }

    [Theory]
    [InlineData("-WhenAllDown maybe")]
    [InlineData("-MinimumHealthyMembers 51")]
    [InlineData("-FlapHalfLifeInSeconds 2701")]
    [InlineData("-SlowStartInSeconds 3601")]
    [InlineData("-AffinityTimeoutInSeconds 43201")]
    public void What_no_policy_can_be_is_refused_before_the_service_is_asked(string parameter)
    {
        _engine.Run($"Set-AzureLoadBalancedEndpoint MyWebsite1 -LBSetName intwebeplb {parameter}");
        _engine.Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("ParameterArgumentValidationError,");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_set_that_is_not_to_be_emptied_is_when_it_is_named()
    {
        while (!_service.Host.Feed.Current.Sets.Single().Backends.All(backend => backend.State == BackendState.Up))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        _engine.Must("Set-AzureLoadBalancedEndpoint MyWebsite1 -LBSetName intwebeplb -MinimumHealthyMembers 2");
        const string stop = "Stop-AzureVM MyWebsite1 web1 -StayProvisioned";
        _engine.Run(stop);
        _engine.Errors.Should().ContainSingle().Which.Exception.Message.Should().Contain("-EmptySet intwebeplb");
        _engine.Must($"{stop} -EmptySet intwebeplb");
    }

    private string Of(string machine, string property) => _engine.One<string>($"[string](Get-AzureVM MyWebsite1 {machine} | Get-AzureEndpoint intwebep).{property}");
}
