using Ilb.Bench.Costs;

namespace Ilb.Bench.Scale;

/// <summary>Packets of established flows on every processor, while something else is measured.</summary>
internal sealed class Traffic : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _stopped;
    private long _packets;

    /// <summary>Of the packet that the drill is loaded with.</summary>
    public Traffic(Drill drill)
    {
        _threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() => Forward(drill)))];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Forwarded so far.</summary>
    public long Packets => Interlocked.Read(ref _packets);

    public void Dispose()
    {
        _stopped = true;
        foreach (var thread in _threads)
            thread.Join();
    }

    private void Forward(Drill drill)
    {
        while (!_stopped)
        {
            drill.Run("bench_port", Drill.Batch);
            Interlocked.Add(ref _packets, Drill.Batch);
        }
    }
}
