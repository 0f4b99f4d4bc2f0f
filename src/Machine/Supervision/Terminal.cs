using System.Globalization;
using System.Runtime.InteropServices;
using Ilb.Machine.Kernel;

namespace Ilb.Machine.Supervision;

/// <summary>
/// A terminal of the machine's own, relayed to the operator's: a command that held the operator's could type into it, and what it
/// typed would run on the host.
/// </summary>
internal sealed unsafe class Terminal : IDisposable
{
    private const int Standard = 3, TakeTerminal = 0x540E;
    private const int GetSize = 0x5413, SetSize = 0x5414, Unlock = 0x40045431, OpenPeer = 0x5441;

    private readonly TerminalMode _before = TerminalMode.Of(0)!;
    private readonly int _master;
    private readonly int _slave;

    private Terminal(int master, int slave) => (_master, _slave) = (master, slave);

    /// <summary>Null where the caller's input is no terminal.</summary>
    public static Terminal? Open(int first)
    {
        if (TerminalMode.Of(0) is null)
            return null;
        const int readWriteCloseOnExec = 0x2 | 0x100 | 0x80000;
        var master = OpenMaster(first, readWriteCloseOnExec);
        var locked = 0;
        Child.Check("unlock the terminal", Control(master, Unlock, (nint)(&locked)));
        var slave = (int)Child.Check("open the terminal", Control(master, OpenPeer, readWriteCloseOnExec));
        var owner = FirstId(first);
        Child.Check("own the terminal", Libc.CallBlocking((nint)CallNumber.Fchown, slave, owner, owner, 0, 0, 0));
        return new Terminal(master, slave);
    }

    /// <summary>The command's terminal, and those of its input and outputs that were terminals.</summary>
    public void Give(CallScript script)
    {
        script.Must("take the terminal", CallNumber.Ioctl, _slave, TakeTerminal, 0);
        for (var standard = 0; standard < Standard; standard++)
        {
            if (TerminalMode.Of(standard) is not null)
                script.Must("set the terminal", CallNumber.Dup2, _slave, standard);
        }
    }

    /// <summary>Passes on what is typed and shown, and the size, while the command runs.</summary>
    public int Relay(Func<int> run)
    {
        Child.Close(_slave);
        using var resized = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => CopySize());
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Restore());
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Restore());
        CopySize();
        _before.Raw().Apply();
        try
        {
            var show = Start(() => Copy(_master, 1));
            Start(() => Copy(0, _master));
            var code = run();
            // What the command left running in the machine may hold the terminal for ever.
            show.Join(TimeSpan.FromMilliseconds(500));
            return code;
        }
        finally
        {
            Restore();
        }
    }

    public void Dispose() => Child.Close(_master);

    /// <summary>By a path in the machine, where its root may have put anything: no link is followed, and a device is all it can be.</summary>
    private static int OpenMaster(int first, int flags)
    {
        const int pathOnly = 0x200000 | 0x10000 | 0x80000, noLinks = 0x2 | 0x4, beneath = 0x8, currentDirectory = -100;
        using var script = new CallScript();
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{first}/root");
        var root = (int)Child.Check("find its root", Libc.CallBlocking((nint)CallNumber.Openat, currentDirectory, script.Text(path), pathOnly, 0, 0, 0));
        var how = stackalloc long[] { flags, 0, noLinks | beneath };
        var master = Libc.CallBlocking((nint)CallNumber.Openat2, root, script.Text("dev/pts/ptmx"), (nint)how, 3 * sizeof(long), 0, 0);
        var error = Marshal.GetLastPInvokeError();
        Child.Close(root);
        return master >= 0 ? (int)master : throw new LaunchException("make a terminal", error);
    }

    /// <summary>Root of the machine, by the host's count.</summary>
    private static int FirstId(int first) => int.Parse(
        File.ReadAllText($"/proc/{first}/uid_map").Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    private static Thread Start(ThreadStart work)
    {
        var thread = new Thread(work, 256 * 1024) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Copy(int from, int to)
    {
        const int size = 4096;
        var buffer = stackalloc byte[size];
        nint length;
        while ((length = Libc.CallBlocking((nint)CallNumber.Read, from, (nint)buffer, size, 0, 0, 0)) > 0)
        {
            nint written = 0, part;
            for (; written < length; written += part)
            {
                part = Libc.CallBlocking((nint)CallNumber.Write, to, (nint)(buffer + written), length - written, 0, 0, 0);
                if (part <= 0)
                    return;
            }
        }
    }

    private void CopySize()
    {
        var size = stackalloc ushort[4];
        if (Control(0, GetSize, (nint)size) == 0)
            Control(_master, SetSize, (nint)size);
    }

    private void Restore() => _before.Apply();

    internal static nint Control(int descriptor, int request, nint argument) =>
        Libc.CallBlocking((nint)CallNumber.Ioctl, descriptor, request, argument, 0, 0, 0);
}
