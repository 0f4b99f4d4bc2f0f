using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.EndToEnd.Installed;
using Xunit;

namespace Ilb.EndToEnd.Guides;

/// <summary>docs/install.md on a machine that has systemd, nothing of ilb, and the packages of two versions beside its reader.</summary>
public sealed class InstallGuideTests
{
    public const string Page = "docs/install.md";

    [Fact]
    public async Task Package_is_installed_used_and_replaced_as_the_guide_says()
    {
        await using var machine = await DebianMachine.BootAsync();
        File.Copy(DebianPackage.Path, Path.Combine(machine.Brought, Path.GetFileName(DebianPackage.Path)));
        DebianPackage.Repack(machine.Brought, "0.1.1");
        (await new Reader(machine, Guide.Read(Page)).FollowAsync()).Should().BeEmpty();
        (await machine.RunAsync("systemctl start ilb && ilb status && dpkg-query -f '${Version}' -W ilb")).Should().EndWith("0.1.1\n");
    }
}
