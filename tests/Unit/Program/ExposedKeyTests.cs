using AwesomeAssertions;
using Ilb.Shell;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class ExposedKeyTests
{
    [Theory]
    [InlineData("Set-AzureVNetGatewayKey net hq -SharedKey abc123")]
    [InlineData("Set-AzureVNetGatewayKey -sharedkey:'abc123' -VNetName net -LocalNetworkSiteName hq")]
    [InlineData("Set-AzureVNetGatewayKey net hq -Shared \"abc123\"")]
    public void Key_in_the_text_of_a_command_is_warned_of_and_not_repeated(string command) =>
        ExposedKey.WarningOf(command).Should().Contain("-SharedKey").And.Contain("Get-Content").And.NotContain("abc123");

    [Theory]
    [InlineData("Get-Content key.txt | Set-AzureVNetGatewayKey net hq")]
    [InlineData("Set-AzureVNetGatewayKey net hq -SharedKey $key")]
    [InlineData("Set-AzureVNetGatewayKey net hq -SharedKey (Get-Content key.txt)")]
    [InlineData("Get-Help Set-AzureVNetGatewayKey -Parameter SharedKey")]
    public void Command_without_the_key_itself_is_not(string command) => ExposedKey.WarningOf(command).Should().BeNull();
}
