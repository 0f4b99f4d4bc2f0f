using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ilb.Machine.Kernel;
using Ilb.MachineContract;
using Microsoft.Win32.SafeHandles;

namespace Ilb.Machine.Supervision;

/// <summary>
/// Keeps one machine's command running: starts it, starts it again with growing pauses when it ends, and ends it on SIGTERM.
/// Runs in a session of its own, so that it outlives whoever started it.
/// </summary>
internal sealed class Supervisor : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100), LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10), Grace = TimeSpan.FromSeconds(5);

    private readonly MachineSpec _spec;
    private readonly StateFile _state;
    private readonly BoundedLog _log;
    private readonly ManualResetEventSlim _stop = new();
    private volatile int _first;
    private int _restarts;

    private Supervisor(MachineSpec spec)
    {
        _spec = spec;
        _state = new StateFile(spec.Folder);
        _log = new BoundedLog(Path.Combine(spec.Folder, "log"));
    }

    public static int Run(string specFile)
    {
        Session.Detach();
        var spec = JsonSerializer.Deserialize(File.ReadAllText(specFile), ContractJson.Default.MachineSpec)
            ?? throw new InvalidDataException($"{specFile} is empty");
        using var supervisor = new Supervisor(spec);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, supervisor.OnTerminate);
        supervisor.Loop();
        return 0;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _state.Dispose();
    }

    private void Loop()
    {
        var pause = ShortestPause;
        while (!_stop.IsSet)
        {
            var started = Stopwatch.GetTimestamp();
            var reason = RunOnce();
            if (_stop.IsSet)
                break;
            pause = Stopwatch.GetElapsedTime(started) > Steady ? ShortestPause : pause;
            _log.WriteLine(reason);
            _state.Write(ProcessStatus.Waiting, 0, _restarts, reason);
            _stop.Wait(pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            _restarts++;
        }

        _state.Write(ProcessStatus.Stopped, 0, _restarts, null);
    }

    /// <summary>Runs the command once; why it does not run any more.</summary>
    private string RunOnce()
    {
        _state.Write(ProcessStatus.Starting, 0, _restarts, null);
        try
        {
            var (child, output) = Start();
            _first = child.Id;
            _state.Write(ProcessStatus.Running, child.Id, _restarts, null);
            if (_stop.IsSet)
                End(child.Id);
            var code = child.Wait();
            _first = 0;
            output.Join();
            return string.Create(CultureInfo.InvariantCulture, $"{_spec.Command} ended with code {code}");
        }
        catch (Exception problem) when (problem is LaunchException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return $"cannot start: {problem.Message}";
        }
    }

    private unsafe (Child Child, Thread Output) Start()
    {
        const int closeOnExec = 0x80000;
        var ends = stackalloc int[2];
        Child.Check("pipe", Libc.CallBlocking((nint)CallNumber.Pipe2, (nint)ends, closeOnExec, 0, 0, 0, 0));
        var read = new SafeFileHandle(ends[0], ownsHandle: true);
        try
        {
            var child = Launch.Start(_spec, ends[1]);
            var output = new Thread(() => _log.CopyFrom(read), 256 * 1024);
            output.Start();
            return (child, output);
        }
        catch
        {
            read.Dispose();
            throw;
        }
        finally
        {
            Child.Close(ends[1]);
        }
    }

    private void OnTerminate(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsSet)
            return;
        _stop.Set();
        if (_first is > 0 and var first)
            End(first);
    }

    /// <summary>Asks the command to end, then ends the machine's first process, and with it all others.</summary>
    private void End(int first)
    {
        foreach (var child in Child.Children(first))
            Child.Signal(child, 15);
        new Thread(() => EndAfterGrace(first), 256 * 1024) { IsBackground = true }.Start();
    }

    private void EndAfterGrace(int first)
    {
        var told = Stopwatch.GetTimestamp();
        while (_first == first && Stopwatch.GetElapsedTime(told) < Grace)
            Thread.Sleep(10);
        if (_first == first)
            Child.Signal(first, 9);
    }
}
