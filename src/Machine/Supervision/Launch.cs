using System.Globalization;
using Ilb.Machine.Kernel;
using Ilb.MachineContract;

namespace Ilb.Machine.Supervision;

/// <summary>One start of a machine's command.</summary>
internal static class Launch
{
    /// <summary>Starts the machine; its output goes to the descriptor <paramref name="output"/>. Throws why it can't.</summary>
    public static Child Start(MachineSpec spec, int output)
    {
        Check(spec.RootDirectory);
        using var script = new CallScript();
        using var network = File.OpenHandle(spec.NetworkNamespace);
        using var users = spec.Router is { } router ? File.OpenHandle(router.UserNamespace) : null;
        using var nothing = File.OpenHandle("/dev/null");
        var channel = Child.OpenChannel();
        var user = UserAccount.Find(spec.RootDirectory, spec.User);

        CommandLine.ResetSignals(script);
        script.Must("close the parent's end", CallNumber.Close, channel.Parent);
        Sandbox.Prepare(script, spec, (int)network.DangerousGetHandle(), (int)(users?.DangerousGetHandle() ?? 0));
        AskForIds(script, channel.Child);
        StartCommand(script, spec, user, (int)nothing.DangerousGetHandle(), output);

        var child = Child.Start(script, Sandbox.CloneFlags, channel);
        try
        {
            if (child.WaitForRequest(script))
            {
                Join(spec, child.Id);
                if (users is null)
                    MapIds(spec.FirstId, child.Id);
                child.Answer();
            }

            child.WaitForExec(script);
            return child;
        }
        catch
        {
            Child.Signal(child.Id, 9);
            child.Wait();
            throw;
        }
    }

    /// <summary>An image's own root is read-only: where something gets mounted there must be a folder.</summary>
    private static void Check(string root)
    {
        var missing = new[] { "proc", "sys", "dev", "run", "tmp" }.Where(name => !Directory.Exists(Path.Combine(root, name))).ToList();
        if (missing.Count > 0)
            throw new InvalidDataException($"its root directory {root} needs empty folders named {string.Join(", ", missing)}");
    }

    /// <summary>Only the parent may map a range of ids; meanwhile the child waits.</summary>
    private static void AskForIds(CallScript script, int channel)
    {
        const int kill = 9;
        var buffer = script.Bytes(1);
        script.Must("ask for ids", CallNumber.Write, channel, buffer, 1);
        script.Must("wait for ids", CallNumber.Read, channel, buffer, 1);
        CommandLine.Become(script, new UserAccount(0, 0, "/"));
        CommandLine.LeaveKeyring(script);
        // No supervisor, no machine.
        CommandLine.FollowParent(script, kill);
    }

    private static void StartCommand(CallScript script, MachineSpec spec, UserAccount user, int nothing, int output)
    {
        script.Fork("start the command");
        script.Must("make a session", CallNumber.Setsid);
        script.Must("set stdin", CallNumber.Dup2, nothing, 0);
        script.Must("set stdout", CallNumber.Dup2, output, 1);
        script.Must("set stderr", CallNumber.Dup2, output, 2);
        if (user.User != 0)
            CommandLine.Become(script, user);
        if (spec.RoleDirectory is not null)
            script.Must("go to the role's folder", CallNumber.Chdir, MachineSpec.RoleInside);
        CommandLine.Execute(script, [spec.Command, .. spec.Arguments], Variables(spec, user));
    }

    private static List<string> Variables(MachineSpec spec, UserAccount user)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = CommandLine.SearchPath,
            ["HOME"] = user.Home,
            ["HOSTNAME"] = spec.HostName,
        };
        foreach (var (name, value) in spec.Environment)
            variables[name] = value;
        return [.. variables.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    /// <summary>Root and all others of the user namespace of a process are ids of the machine's own range.</summary>
    public static void MapIds(long firstId, int process)
    {
        var map = string.Create(CultureInfo.InvariantCulture, $"0 {firstId} {MachineSpec.IdCount}");
        File.WriteAllText($"/proc/{process}/uid_map", map);
        File.WriteAllText($"/proc/{process}/gid_map", map);
    }

    private static void Join(MachineSpec spec, int process)
    {
        foreach (var group in spec.Limits.Where(group => group.Joined))
            File.WriteAllText(Path.Combine(group.Directory, "cgroup.procs"), process.ToString(CultureInfo.InvariantCulture));
    }
}
