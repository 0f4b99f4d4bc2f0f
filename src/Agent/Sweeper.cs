using Ilb.Datapath;

namespace Ilb.Agent;

/// <summary>Has flows that are over removed, now and then.</summary>
internal sealed class Sweeper(NodeKernel kernel, Action<string> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FillWatch _fill = new(log);

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                Sweep();
        }
        catch (OperationCanceledException)
        {
            // The agent ends.
        }
    }

    /// <summary>A sweep that fails leaves old flows for the next one; the loop must not end of it.</summary>
    private void Sweep()
    {
        try
        {
            kernel.Sweep();
            _fill.Look(kernel.Tables());
        }
        catch (KernelException problem)
        {
            log($"sweep: {problem.Message}; trying again");
        }
    }
}
