using Ilb.Machine.Kernel;

namespace Ilb.Machine.Supervision;

/// <summary>The last steps of a script: signals as a new program expects them, no more privileges, then the command.</summary>
internal static class CommandLine
{
    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The runtime's handlers must not survive into a process that has no runtime.</summary>
    public static void ResetSignals(CallScript script)
    {
        const int last = 64, kernelSigaction = 32, setMask = 2, maskSize = 8;
        var byDefault = script.Bytes(kernelSigaction);
        for (var signal = 1; signal <= last; signal++)
            script.May("reset a signal", CallNumber.RtSigaction, signal, byDefault, 0, maskSize);
        script.Must("unblock signals", CallNumber.RtSigprocmask, setMask, byDefault, 0, maskSize);
    }

    public static void Become(CallScript script, UserAccount user)
    {
        script.Must("drop groups", CallNumber.Setgroups, 0, 0);
        script.Must("set the group", CallNumber.Setresgid, user.Group, user.Group, user.Group);
        script.Must("set the user", CallNumber.Setresuid, user.User, user.User, user.User);
    }

    /// <summary>
    /// A session keyring passes from parent to child whatever their namespaces: without one of its own a machine would read the
    /// operator's keys, and share keys with machines of other networks.
    /// </summary>
    public static void LeaveKeyring(CallScript script)
    {
        const int joinSessionKeyring = 1;
        script.Must("make a session keyring", CallNumber.Keyctl, joinSessionKeyring, 0);
    }

    /// <summary>After a change of ids, which would clear it: what started the child ends, and the child gets <paramref name="signal"/>.</summary>
    public static void FollowParent(CallScript script, int signal)
    {
        const int parentDeath = 1;
        script.Must("follow the parent", CallNumber.Prctl, parentDeath, signal, 0, 0, 0);
    }

    /// <summary>Replaces the child by the command, looked up in PATH when it has no slash.</summary>
    public static void Execute(CallScript script, IReadOnlyList<string> command, IReadOnlyList<string> environment)
    {
        const int noNewPrivileges = 38, firstUnused = 3, closeOnExec = 4;
        script.Must("forbid new privileges", CallNumber.Prctl, noNewPrivileges, 1, 0, 0, 0);
        script.Must("close files", CallNumber.CloseRange, firstUnused, int.MaxValue, closeOnExec);
        var arguments = script.Texts(command);
        var variables = script.Texts(environment);
        var candidates = Candidates(command[0]).ToList();
        foreach (var path in candidates.SkipLast(1))
            script.May($"run {path}", CallNumber.Execve, path, arguments, variables);
        script.Must(Failure(command[0]), CallNumber.Execve, candidates[^1], arguments, variables);
    }

    private static string Failure(string command) =>
        command.Contains('/', StringComparison.Ordinal) ? $"run {command}" : $"find the command '{command}' in {SearchPath}";

    private static IEnumerable<string> Candidates(string command) =>
        command.Contains('/', StringComparison.Ordinal) ? [command] : SearchPath.Split(':').Select(folder => $"{folder}/{command}");
}
