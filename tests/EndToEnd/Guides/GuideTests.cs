using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Guides;

/// <summary>Every command block of the documentation is run, and what it is shown to print is compared.</summary>
public sealed class GuideTests
{
    /// <summary>One needs systemd, the other what npm has of Microsoft's: InstallGuideTests and Clients/DocumentedInstallation follow them.</summary>
    private static readonly string[] FollowedElsewhere = [InstallGuideTests.Page, "docs/clients.md"];

    public static TheoryData<string> Guides() =>
        [.. Guide.Names().Where(name => !FollowedElsewhere.Contains(name) && Guide.Read(name).Blocks.Any(block => block.IsRun))];

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task Guide_can_be_followed_and_shows_what_is_printed(string name)
    {
        await using var machine = await DebianMachine.WithIlbAsync();
        (await new Reader(machine, Guide.Read(name)).FollowAsync()).Should().BeEmpty();
    }

    [Fact]
    public void Every_block_is_run_or_compared_or_says_why_not() =>
        Guide.Names().SelectMany(name => Guide.Read(name).Forgotten()).Should().BeEmpty();
}
