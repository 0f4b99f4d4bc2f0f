namespace Ilb.Machine.Kernel;

/// <summary>The steps, and the code that runs in the child. Nothing here may touch the managed heap.</summary>
internal readonly unsafe struct CompiledScript(Step* steps, int count)
{
    /// <summary>Exit code of a child whose script failed.</summary>
    public const int FailedExit = 125;

    /// <summary>Runs all steps; on failure writes (step, errno) to <paramref name="report"/>. Never returns.</summary>
    public void RunInChild(int report)
    {
        for (var i = 0; i < count; i++)
        {
            var result = steps[i].Run();
            if (steps[i].Kind == StepKind.May)
                continue;
            if (result < 0)
                Fail(report, i);
            else if (steps[i].Kind == StepKind.Fork && result > 0)
                WaitFor(result);
        }

        Libc.Call((nint)CallNumber.ExitGroup, 0, 0, 0, 0, 0, 0);
    }

    private static void Fail(int report, int step)
    {
        var record = stackalloc int[2];
        record[0] = step;
        record[1] = *Libc.ErrorLocation();
        Libc.Call((nint)CallNumber.Write, report, (nint)record, 2 * sizeof(int), 0, 0, 0);
        Libc.Call((nint)CallNumber.ExitGroup, FailedExit, 0, 0, 0, 0, 0);
    }

    /// <summary>The first process of a machine: keeps no file open, reaps orphans, ends with the exit code of its child.</summary>
    private static void WaitFor(nint child)
    {
        Libc.Call((nint)CallNumber.CloseRange, 0, int.MaxValue, 0, 0, 0, 0);
        int status;
        while (true)
        {
            var ended = Libc.Call((nint)CallNumber.Wait4, -1, (nint)(&status), 0, 0, 0, 0);
            if (ended == child)
                Libc.Call((nint)CallNumber.ExitGroup, ExitCode(status), 0, 0, 0, 0, 0);
        }
    }

    /// <summary>As shells count: the code, or 128 + the signal that ended it.</summary>
    public static int ExitCode(int status) => (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
}
