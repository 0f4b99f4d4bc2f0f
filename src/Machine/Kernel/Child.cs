using System.Globalization;
using System.Runtime.InteropServices;

namespace Ilb.Machine.Kernel;

/// <summary>A process started by a script. Wait for it from the thread that started it: that thread's end would end the child.</summary>
internal sealed unsafe class Child
{
    private readonly int _channel;

    private Child(int id, int channel)
    {
        Id = id;
        _channel = channel;
    }

    public int Id { get; }

    /// <summary>Both ends of the channel between parent and child, made before the script so that it can name the child's end.</summary>
    public static (int Parent, int Child) OpenChannel()
    {
        const int unix = 1, stream = 1, closeOnExec = 0x80000;
        var ends = stackalloc int[2];
        Check("socketpair", Libc.CallBlocking((nint)CallNumber.Socketpair, unix, stream | closeOnExec, 0, (nint)ends, 0, 0));
        return (ends[0], ends[1]);
    }

    /// <summary>Clones with <paramref name="namespaces"/> (CLONE_NEW…) and runs the script there.</summary>
    public static Child Start(CallScript script, nint namespaces, (int Parent, int Child) channel)
    {
        const int childSignal = 17;
        var compiled = script.Compile();
        // A collection that starts while this thread clones would wait in the child for threads it does not have.
        var quiet = GC.TryStartNoGCRegion(1 << 20);
        var id = Libc.Call((nint)CallNumber.Clone, namespaces | childSignal, 0, 0, 0, 0, 0);
        if (id == 0)
            compiled.RunInChild(channel.Child);
        var error = *Libc.ErrorLocation();
        if (quiet)
            GC.EndNoGCRegion();
        Close(channel.Child);
        if (id >= 0)
            return new Child((int)id, channel.Parent);
        Close(channel.Parent);
        throw new LaunchException("clone", error);
    }

    /// <summary>Waits until the child asks for something (one byte). False: it ended or failed instead.</summary>
    public bool WaitForRequest(CallScript script)
    {
        var buffer = stackalloc byte[8];
        var length = Libc.CallBlocking((nint)CallNumber.Read, _channel, (nint)buffer, 8, 0, 0, 0);
        if (length == 2 * sizeof(int))
            throw new LaunchException(script.NameOf(((int*)buffer)[0]), ((int*)buffer)[1]);
        return length == 1;
    }

    public void Answer()
    {
        byte go = 1;
        Libc.CallBlocking((nint)CallNumber.Write, _channel, (nint)(&go), 1, 0, 0, 0);
    }

    /// <summary>Waits until the command of the script runs; throws what kept it from running.</summary>
    public void WaitForExec(CallScript script)
    {
        try
        {
            WaitForRequest(script);
        }
        finally
        {
            Close(_channel);
        }
    }

    /// <summary>Waits for the end; the code as shells count.</summary>
    public int Wait()
    {
        const int interrupted = 4;
        int status;
        while (Libc.CallBlocking((nint)CallNumber.Wait4, Id, (nint)(&status), 0, 0, 0, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != interrupted)
                return CompiledScript.FailedExit;
        }

        return CompiledScript.ExitCode(status);
    }

    public static void Signal(int process, int signal) =>
        Libc.Call((nint)CallNumber.Kill, process, signal, 0, 0, 0, 0);

    public static IEnumerable<int> Children(int process)
    {
        var file = $"/proc/{process}/task/{process}/children";
        return File.Exists(file)
            ? File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
            : [];
    }

    public static void Close(int descriptor) => Libc.Call((nint)CallNumber.Close, descriptor, 0, 0, 0, 0, 0);

    public static nint Check(string name, nint result) =>
        result >= 0 ? result : throw new LaunchException(name, Marshal.GetLastPInvokeError());
}
