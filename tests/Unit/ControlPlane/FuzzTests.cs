using System.Diagnostics;
using AwesomeAssertions;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Some seconds of what `Ilb.Fuzz` does for as long as one likes; it brings its corpus.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly string s_fuzz = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Fuzz/release/Ilb.Fuzz"));

    [Fact]
    public async Task Parsers_of_requests_refuse_what_they_do_not_understand_and_read_again_what_they_wrote()
    {
        using var fuzz = Process.Start(new ProcessStartInfo(s_fuzz, ["--seconds", "8"]) { RedirectStandardOutput = true })!;
        var said = await fuzz.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await fuzz.WaitForExitAsync(TestContext.Current.CancellationToken);
        output.WriteLine(said);
        fuzz.ExitCode.Should().Be(0, said);
        said.Should().MatchRegex(@"[1-9][\d,]* documents, [1-9][\d,]* kept, [1-9][\d,]{3,} branches", "it knows more than a thousand branches of them");
    }
}
