namespace Ilb.Machine.Supervision;

/// <summary>The settings of a terminal: the kernel's struct termios, as it came.</summary>
internal sealed unsafe class TerminalMode
{
    private const int Get = 0x5401, Set = 0x5402, Size = 64;
    private readonly int _descriptor;
    private readonly byte[] _settings;

    private TerminalMode(int descriptor, byte[] settings) => (_descriptor, _settings) = (descriptor, settings);

    /// <summary>Null when this is no terminal.</summary>
    public static TerminalMode? Of(int descriptor)
    {
        var settings = new byte[Size];
        fixed (byte* at = settings)
            return Terminal.Control(descriptor, Get, (nint)at) == 0 ? new TerminalMode(descriptor, settings) : null;
    }

    /// <summary>As cfmakeraw: bytes pass as they are, and another terminal edits, echoes and makes signals.</summary>
    public TerminalMode Raw()
    {
        var raw = (byte[])_settings.Clone();
        fixed (byte* at = raw)
        {
            var flags = (uint*)at;
            flags[0] &= ~0x5EBu;
            flags[1] &= ~0x1u;
            flags[2] = (flags[2] & ~0x130u) | 0x30u;
            flags[3] &= ~0x804Bu;
        }

        return new TerminalMode(_descriptor, raw);
    }

    public void Apply()
    {
        fixed (byte* at = _settings)
            Terminal.Control(_descriptor, Set, (nint)at);
    }
}
