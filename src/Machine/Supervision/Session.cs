using Ilb.Machine.Kernel;

namespace Ilb.Machine.Supervision;

/// <summary>What ties a process to whoever started it.</summary>
internal static class Session
{
    /// <summary>A session of its own and no file of the maker's, so that neither its terminal nor its pipes hang on the machine.</summary>
    public static void Detach()
    {
        Libc.CallBlocking((nint)CallNumber.Setsid, 0, 0, 0, 0, 0, 0);
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
        for (var standard = 0; standard <= 2; standard++)
            Libc.CallBlocking((nint)CallNumber.Dup2, nothing.DangerousGetHandle(), standard, 0, 0, 0, 0);
        Directory.SetCurrentDirectory("/");
    }
}
