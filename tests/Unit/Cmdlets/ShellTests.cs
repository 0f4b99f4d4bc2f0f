using AwesomeAssertions;
using Ilb.Shell;
using Xunit;

namespace Ilb.Unit.Cmdlets;

public sealed class ShellTests
{
    [Theory]
    [InlineData("Write-Output one two", "one\ntwo")]
    [InlineData("'a', 'b' | Write-Output", "a\nb")]
    [InlineData("Write-Host hello world", "hello world")]
    [InlineData("Write-Host a -NoNewline; Write-Host b", "ab")]
    [InlineData("[pscustomobject]@{A=1;B=2} | Format-Table", "A B\n- -\n1 2")]
    [InlineData("[pscustomobject]@{A=1;B=2} | Format-Table B", "B\n-\n2")]
    [InlineData("[pscustomobject]@{A=1;B=2} | Format-List", "A : 1\nB : 2")]
    [InlineData("[pscustomobject]@{A=1;B=2} | Format-List -Property B", "B : 2")]
    [InlineData("([pscustomobject]@{A=1;B=2} | Format-Table | Out-String).Contains('A B')", "True")]
    [InlineData("1..5 | Select-Object -First 2", "1\n2")]
    [InlineData("1..5 | Select-Object -Last 1", "5")]
    [InlineData("([pscustomobject]@{A=1;B=2} | Select-Object B, @{Name='C';Expression={$_.A + 5}}).C", "6")]
    [InlineData("[pscustomobject]@{A=1;B=2} | Select-Object -ExpandProperty B", "2")]
    [InlineData("3, 1, 2 | Sort-Object", "1\n2\n3")]
    [InlineData("3, 1, 2 | Sort-Object -Descending | Select-Object -First 1", "3")]
    [InlineData("'bb', 'a' | Sort-Object { $_.Length }", "a\nbb")]
    [InlineData("@{A=1;L=@(1,2);N=$null;T='x\"y'} | ForEach-Object { $_.L } | ConvertTo-Json -Compress", "[1,2]")]
    [InlineData("[pscustomobject]@{A=1;T='x\"y';F=$true;D=@{Z=1.5}} | ConvertTo-Json -Compress", """{"A":1,"T":"x\"y","F":true,"D":{"Z":1.5}}""")]
    [InlineData("('{\"a\":[1,{\"b\":2}]}' | ConvertFrom-Json).a[1].b", "2")]
    [InlineData("(1, 2, 3 | Measure-Object -Sum).Sum", "6")]
    [InlineData("('a', 'b', 'a' | Group-Object | Where-Object Name -eq a).Count", "2")]
    [InlineData("Start-Sleep -Milliseconds 1; 'slept'", "slept")]
    [InlineData("New-AzureVMConfig -Name web1 -InstanceSize Small -ImageName ilb-responder", "Name             Size         Image                  Endpoints\n----             ----         -----                  ---------\nweb1             Small        ilb-responder")]
    [InlineData("New-AzureInternalLoadBalancerConfig MyILB -AllowLoopback", "InternalLoadBalancerName   SubnetName           IPAddress       AllowLoopback\n------------------------   ----------           ---------       -------------\nMyILB                                                           True")]
    [InlineData("[Ilb.Cmdlets.InternalLoadBalancerContext]@{ InternalLoadBalancerName = 'MyILB'; ServiceName = 'Web'; IPAddress = '10.0.0.9'; AllowLoopback = $true }", "InternalLoadBalancerName   ServiceName          SubnetName           IPAddress       AllowLoopback\n------------------------   -----------          ----------           ---------       -------------\nMyILB                      Web                                       10.0.0.9        True")]
    [InlineData("New-AzureVMConfig web1 Small -ImageName i | Add-AzureEndpoint web tcp 80 -ACL (New-AzureAclConfig | Set-AzureAclConfig -AddRule Permit 10.0.0.0/8) | Get-AzureEndpoint | ForEach-Object { $_.LBSetName = 'weblb'; $_.Port = 8080; $_ }", "Name         Protocol Public Local  LBSetName    LoadBalancer Vip             Probe            Acl\n----         -------- ------ -----  ---------    ------------ ---             -----            ---\nweb          tcp      8080   80     weblb                                                      100 permit 10.0.0.0/8")]
    public void A_stand_in_does_what_scripts_expect(string command, string output)
    {
        var result = Run(command);
        result.Error.Should().BeEmpty();
        result.Output.Should().Be(output);
        result.Code.Should().Be(0);
    }

    [Theory]
    [InlineData("1", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("throw 'no'", 1)]
    [InlineData("Write-Error no; 'goes on'", 1)]
    [InlineData("No-SuchCommand", 1)]
    [InlineData("try { throw 'no' } catch { 'caught' }", 0)]
    [InlineData("Write-Error no -ErrorAction SilentlyContinue", 0)]
    [InlineData("if (", 1)]
    public async Task The_exit_code_tells_success(string command, int code) => Run(command).Code.Should().Be(code);

    [Fact]
    public async Task An_error_names_its_cmdlet_and_the_line_of_the_script()
    {
        var script = Path.Combine(Directory.CreateTempSubdirectory("ilb-shell-").FullName, "broken.ps1");
        await File.WriteAllTextAsync(script, "\nGet-Content /nowhere/at/all\n'end'\n", TestContext.Current.CancellationToken);
        var result = Run("", script);
        result.Should().Match<Result>(r => r.Code == 1 && r.Output == "end");
        result.Error.Should().Be($"Get-Content: Cannot find path '/nowhere/at/all' because it does not exist.\n    at {script}:2");
        Directory.Delete(Path.GetDirectoryName(script)!, recursive: true);
    }

    private static Result Run(string command, string? script = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = EmbeddedPowerShell.Run(new ShellHost(output, error, 120), script, script is null ? command : null, CancellationToken.None);
        return new Result(code, Trimmed(output), Trimmed(error));
    }

    private static string Trimmed(StringWriter text) =>
        string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n');

    private sealed record Result(int Code, string Output, string Error);
}
