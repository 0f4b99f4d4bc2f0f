using System.Diagnostics;
using System.Globalization;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Installed;

/// <summary>
/// A Debian machine without SDK and compiler: this host's file system with what it writes in memory, systemd as its first process,
/// and a network without a way out. All of it goes with that process.
/// </summary>
internal sealed class InstalledMachine : IAsyncDisposable
{
    private static readonly string[] Namespaces = ["--mount", "--pid", "--net", "--ipc", "--uts", "--cgroup"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilb-installed-");
    private readonly Process _outer;
    private int _first;

    private InstalledMachine()
    {
        foreach (var name in (string[])["in", "scratch", "root", "groups"])
            _folder.CreateSubdirectory(name);
        // In a control group of its own, which is the root of all that systemd makes.
        _outer = IlbProgram.StartUnder("unshare",
        [
            "--mount", "sh", "-c",
            """mount -t cgroup2 none "$1/groups" && mkdir "$1/groups/$2" && echo $$ >"$1/groups/$2/cgroup.procs" && shift 2 && exec "$@" """,
            "sh", _folder.FullName, _folder.Name, "unshare", .. Namespaces, "--fork", "--kill-child", "bash", IlbProgram.Source("tests/EndToEnd/Installed/machine.sh"), _folder.FullName,
        ]);
    }

    /// <summary>A folder of the test's that the machine has at /mnt.</summary>
    public string Brought => Path.Combine(_folder.FullName, "in");

    /// <summary>The machine's root directory, as the test sees it.</summary>
    public string Root => string.Create(CultureInfo.InvariantCulture, $"/proc/{_first}/root");

    /// <summary>Boots one and waits until systemd has nothing left to do.</summary>
    public static async Task<InstalledMachine> BootAsync()
    {
        var machine = new InstalledMachine();
        try
        {
            await Eventually.TrueAsync(machine.IsBooted, "systemd runs", 60);
            await Eventually.TrueAsync(async () => (await machine.TryAsync("systemctl is-system-running")).Output.Trim() == "running", "the machine is up", 60);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

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

    private bool IsBooted()
    {
        _first = Children(_outer.Id).FirstOrDefault(child => Name(child) == "systemd");
        return _first != 0 && File.Exists($"{Root}/run/systemd/private");
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
