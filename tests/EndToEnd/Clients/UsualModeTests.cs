using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Clients;

/// <summary>The same commands where operations hold nothing, as `ilb serve` is without options.</summary>
public sealed class UsualModeTests(UsualModeTests.Installation made) : IClassFixture<UsualModeTests.Installation>
{
    [Fact]
    public async Task Page_is_followed_where_the_later_operation_wins()
    {
        await made.Served.HealthyAsync("website", 2);
        (await made.WhoAnswersAsync("10.0.0.10")).Should().BeEquivalentTo("web1", "web2");
        await made.Served.HealthyAsync("api", 2);
        (await made.WhoAnswersAsync("10.0.0.12")).Should().BeEquivalentTo("api1", "api2");
    }

    public sealed class Installation() : DocumentedInstallation(isExclusive: false);
}
