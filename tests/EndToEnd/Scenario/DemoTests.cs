using System.Diagnostics;
using AwesomeAssertions;
using Ilb.Agent;
using Ilb.Datapath.Namespaces;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

public sealed class DemoTests
{
    private const int Hangup = 1;

    [Theory]
    [InlineData(Hangup)]
    [InlineData(Signals.Terminate)]
    public async Task Demo_that_is_told_to_end_while_it_makes_machines_leaves_nothing(int signal)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var demo = IlbProgram.Start("demo");
        var installation = new Installation(await DataFolderAsync(demo, patience.Token));
        await Eventually.TrueAsync(() => Directory.Exists(installation.MachinesDirectory), "a machine is made");
        Signals.Send(demo.Id, signal);
        await demo.WaitForExitAsync(patience.Token);

        demo.ExitCode.Should().Be(128 + signal);
        Directory.Exists(installation.DataDirectory).Should().BeFalse();
        installation.HasTraces.Should().BeFalse();
        File.Exists($"/run/netns/ilb-demo-{demo.Id}").Should().BeFalse();
    }

    /// <summary>The first line is the command it runs: "ilb serve --data DIR".</summary>
    private static async Task<string> DataFolderAsync(Process demo, CancellationToken cancellation)
    {
        var line = await demo.StandardOutput.ReadLineAsync(cancellation);
        line.Should().StartWith("ilb serve --data ");
        return line!.Split(' ')[^1];
    }
}
