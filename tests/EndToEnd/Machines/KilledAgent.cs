using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ilb.Agent;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Feed;
using Ilb.Model.Images;

namespace Ilb.EndToEnd.Machines;

/// <summary>An agent in a process of its own, so that a test can kill it: this program again, told so by a variable.</summary>
internal static class KilledAgent
{
    private const string FolderVariable = "ILB_TEST_AGENT_FOLDER", MachinesVariable = "ILB_TEST_AGENT_MACHINES";

    public static Process Start(Installation installation, int machines)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        start.Environment[FolderVariable] = installation.DataDirectory;
        start.Environment[MachinesVariable] = machines.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    /// <summary>Runs before the test runner looks at its arguments.</summary>
    [ModuleInitializer]
#pragma warning disable CA2255 // This is an application: its own test runner.
    internal static void RunIfTold()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { } folder)
            return;
        var count = uint.Parse(Environment.GetEnvironmentVariable(MachinesVariable)!, System.Globalization.CultureInfo.InvariantCulture);
        RunAsync(new Installation(folder), count).GetAwaiter().GetResult();
    }

    /// <summary>Never ends by itself: makes machines and removes them again, over and over.</summary>
    private static async Task RunAsync(Installation installation, uint count)
    {
        var feed = new SnapshotFeed();
        var agent = NodeAgent.Open(new AgentOptions(installation, ImageCatalog.BuiltIn), feed, new Nobody(), TimeProvider.System);
        var running = agent.RunAsync(CancellationToken.None);
        for (var revision = 1L; ; revision++)
        {
            var wanted = Enumerable.Range(1, (int)(revision % 2 == 1 ? count : 1)).Select(slot => TestHost.Machine((uint)slot, $"web{slot}"));
            feed.Publish(TestHost.OneNetwork with { Revision = revision, Machines = [.. wanted] });
            await Task.WhenAny(running, Task.Delay(150));
        }
    }

    private sealed class Nobody : IObserver
    {
        public void Observe(Observation observation)
        {
        }
    }
}
