using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Ilb.Datapath.Namespaces;

/// <summary>
/// One thread that stays inside a namespace and does short work for others, e.g. makes sockets that any thread may use afterwards.
/// Callers block: a continuation queued from inside could give birth to a pool thread in the wrong namespace.
/// </summary>
public sealed class NamespaceThread : IDisposable
{
    private readonly BlockingCollection<Work> _queue = [];
    private readonly Thread _thread;

    public NamespaceThread(NetworkNamespace inside)
    {
        ArgumentNullException.ThrowIfNull(inside);
        inside.Run(() => { });
        _thread = new Thread(() => Loop(inside), 256 * 1024) { IsBackground = true, Name = $"inside {inside.Path}" };
        _thread.Start();
    }

    public T Run<T>(Func<T> work)
    {
        T? result = default;
        var item = new Work(() => result = work());
        _queue.Add(item);
        item.Wait();
        return result!;
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    private void Loop(NetworkNamespace inside)
    {
        inside.Enter();
        foreach (var work in _queue.GetConsumingEnumerable())
            work.Run();
    }

    private sealed class Work(Action action)
    {
        private readonly object _gate = new();
        private Exception? _problem;
        private bool _done;

        public void Run()
        {
            try
            {
                action();
            }
            catch (Exception thrown)
            {
                _problem = thrown;
            }

            lock (_gate)
            {
                _done = true;
                Monitor.Pulse(_gate);
            }
        }

        public void Wait()
        {
            lock (_gate)
            {
                while (!_done)
                    Monitor.Wait(_gate);
            }

            if (_problem is not null)
                ExceptionDispatchInfo.Throw(_problem);
        }
    }
}
