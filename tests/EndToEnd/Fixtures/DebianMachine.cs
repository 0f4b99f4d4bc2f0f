using System.Diagnostics;
using System.Globalization;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// A Debian machine: this host's file system with what it writes in memory, a first process of its own, and a network without a way out.
/// All of it goes with that process.
/// </summary>
internal sealed class DebianMachine : IAsyncDisposable
{
    private static readonly string[] Namespaces = ["--mount", "--pid", "--net", "--ipc", "--uts", "--cgroup"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilb-machine-");
    private readonly Process _outer;
    private readonly string _program, _sign;
    private int _first;

    /// <param name="program">Of its first process.</param>
    /// <param name="sign">A file that it has once that runs.</param>
    /// <param name="kind">Which machine.sh makes, with what it needs for it.</param>
    private DebianMachine(string program, string sign, params IEnumerable<string> kind)
    {
        (_program, _sign) = (program, sign);
        foreach (var name in (string[])["in", "scratch", "root", "groups"])
            _folder.CreateSubdirectory(name);
        // In a control group of its own, which is the root of all that its first process makes.
        _outer = IlbProgram.StartUnder("unshare",
        [
            "--mount", "sh", "-c",
            """mount -t cgroup2 none "$1/groups" && mkdir "$1/groups/$2" && echo $$ >"$1/groups/$2/cgroup.procs" && shift 2 && exec "$@" """,
            "sh", _folder.FullName, _folder.Name, "unshare", .. Namespaces, "--fork", "--kill-child", "bash", IlbProgram.Source("tests/EndToEnd/Fixtures/machine.sh"), _folder.FullName,
            .. kind,
        ]);
    }

    /// <summary>A folder of the test's that the machine has at /mnt.</summary>
    public string Brought => Path.Combine(_folder.FullName, "in");

    /// <summary>The machine's root directory, as the test sees it.</summary>
    public string Root => string.Create(CultureInfo.InvariantCulture, $"/proc/{_first}/root");

    /// <summary>Boots one without SDK, compiler and ilb, and waits until systemd has nothing left to do.</summary>
    public static Task<DebianMachine> BootAsync() => MadeAsync(
        new("systemd", "run/systemd/private", "bare"), async machine => (await machine.TryAsync("systemctl is-system-running")).Output.Trim() == "running");

    /// <summary>One that has the built ilb where the package has it; neither systemd nor anything else runs there.</summary>
    public static Task<DebianMachine> WithIlbAsync() => MadeAsync(
        new("bash", "run/up", "ready", Path.GetDirectoryName(IlbProgram.Path)!), _ => Task.FromResult(true));

    /// <summary>Runs a line of the shell in it; its output.</summary>
    public async Task<string> RunAsync(string line)
    {
        var (code, output) = await TryAsync(line);
        return code == 0 ? output : throw new InvalidOperationException($"'{line}' ended with {code}: {output}");
    }

    public Task<(int Code, string Output)> TryAsync(string line) => IlbProgram.RunUnderAsync("nsenter",
    [
        $"--target={_first}", "--mount", "--pid", "--net", "--ipc", "--uts", "--cgroup",
        "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "NO_COLOR=1", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", $"cd / && {line}",
    ]);

    public async ValueTask DisposeAsync()
    {
        // Its first process follows unshare, and all others follow that one.
        _outer.Kill();
        await _outer.WaitForExitAsync();
        await Eventually.TrueAsync(() => _first == 0 || !Directory.Exists($"/proc/{_first}"), "the machine is gone");
        await IlbProgram.RunUnderAsync("unshare", ["--mount", "sh", "-c",
            """mount -t cgroup2 none "$1/groups" && find "$1/groups/$2" -depth -type d -exec rmdir {} + """, "sh", _folder.FullName, _folder.Name]);
        _outer.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<DebianMachine> MadeAsync(DebianMachine machine, Func<DebianMachine, Task<bool>> isUp)
    {
        try
        {
            await Eventually.TrueAsync(machine.IsBooted, "its first process runs", 60);
            await Eventually.TrueAsync(() => isUp(machine), "the machine is up", 60);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    private bool IsBooted()
    {
        _first = Children(_outer.Id).FirstOrDefault(child => Name(child) == _program);
        return _first != 0 && File.Exists($"{Root}/{_sign}");
    }

    /// <summary>Empty for one that has ended: before unshare, there are children of a moment.</summary>
    private static string Name(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IEnumerable<int> Children(int process)
    {
        var file = $"/proc/{process}/task/{process}/children";
        return File.Exists(file)
            ? File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            : [];
    }
}
