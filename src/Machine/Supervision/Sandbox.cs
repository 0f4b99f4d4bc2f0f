using Ilb.Machine.Kernel;
using Ilb.MachineContract;

namespace Ilb.Machine.Supervision;

/// <summary>
/// The system calls that turn a fresh child into a machine. Real root arranges the mounts; only then does the machine get a user
/// namespace, and with it a second mount namespace in which everything inherited is locked: root inside can neither unmount a mask
/// nor make anything writable.
/// </summary>
internal static class Sandbox
{
    private const int Bind = 4096, Recursive = 16384, Private = 1 << 18, ReadOnly = 1, NoSuid = 2, NoDev = 4, NoExec = 8, Detach = 2;
    private const int NewMounts = 0x20000, NewHostName = 0x4000000, NewIpc = 0x8000000, NewUsers = 0x10000000, NewProcesses = 0x20000000;

    /// <summary>What the first process is cloned with; the user namespace follows when the mounts are done.</summary>
    public const int CloneFlags = NewMounts | NewHostName | NewIpc | NewProcesses;

    /// <param name="users">The user namespace that it enters; 0: it makes one.</param>
    public static void Prepare(CallScript script, MachineSpec spec, int networkNamespace, int users)
    {
        script.Must("enter the network namespace", CallNumber.Setns, networkNamespace, 0x40000000);
        script.Must("make mounts private", CallNumber.Mount, 0, "/", 0, Recursive | Private, 0);
        BindRoot(script, spec);
        MountOwn(script, spec);
        MountDevices(script, Inside(spec), spec.FirstId);
        if (spec.Router is { } router)
            MountRouter(script, Inside(spec), router, spec.FirstId);
        BindFiles(script, spec);
        Mask(script, spec);
        script.Must("set the host name", CallNumber.Sethostname, spec.HostName, spec.HostName.Length);
        script.Must("enter the root", CallNumber.Chdir, Inside(spec));
        script.Must("change the root", CallNumber.PivotRoot, ".", ".");
        script.Must("leave the old root", CallNumber.Umount2, ".", Detach);
        script.Must("go to /", CallNumber.Chdir, "/");
        EnterUsers(script, users);
    }

    private static void EnterUsers(CallScript script, int users)
    {
        if (users == 0)
        {
            script.Must("make the user namespace", CallNumber.Unshare, NewUsers | NewMounts);
            return;
        }

        script.Must("enter the user namespace", CallNumber.Setns, users, NewUsers);
        script.Must("make the mount namespace", CallNumber.Unshare, NewMounts);
    }

    /// <summary>
    /// The maker of tunnel devices, and files in place of those that a package left on the host. The former is a node of its own:
    /// where no udev opened the host's to everybody, it is for the host's root alone.
    /// </summary>
    private static void MountRouter(CallScript script, string root, RouterSpec router, long owner)
    {
        const int characterDevice = 0x2000 | 0x180, tunnelDevices = 10 << 8 | 200;
        var tunnels = root + "/dev/net/tun";
        script.Must("make /dev/net", CallNumber.Mkdir, root + "/dev/net", 0x1ED);
        script.Must("make /dev/net/tun", CallNumber.Mknod, tunnels, characterDevice, tunnelDevices);
        script.Must("give /dev/net/tun", CallNumber.Chown, tunnels, owner, owner);
        foreach (var (inside, path) in router.Mounts)
        {
            script.Must($"bind {inside}", CallNumber.Mount, path, root + inside, 0, Bind, 0);
            Protect(script, root + inside, StepKind.Must);
        }
    }

    private static string Inside(MachineSpec spec) => Path.Combine(spec.Folder, "root");

    private static void BindRoot(CallScript script, MachineSpec spec)
    {
        var root = Inside(spec);
        script.Must($"bind {spec.RootDirectory}", CallNumber.Mount, spec.RootDirectory, root, 0, Bind, 0);
        if (spec.RootDirectory == "/")
            foreach (var mount in HostMounts.Read())
                script.May("bind a file system", CallNumber.Mount, mount, root + mount, 0, Bind, 0);

        Protect(script, root, StepKind.Must);
    }

    /// <summary>Makes a tree of mounts read-only, deaf to set-user-id bits and without devices; nothing may be mounted on it before.</summary>
    private static void Protect(CallScript script, string path, StepKind kind = StepKind.May)
    {
        const int currentDirectory = -100, recursive = 0x8000, size = 32, noDevices = 4;
        var attributes = script.Bytes(size);
        unsafe
        {
            ((long*)attributes)[0] = ReadOnly | NoSuid | noDevices;
        }

        script.Append(
            $"make {path} read-only", kind, CallNumber.MountSetattr, [currentDirectory, path, recursive, attributes, size]);
    }

    private static void MountOwn(CallScript script, MachineSpec spec)
    {
        var root = Inside(spec);
        script.Must("mount /proc", CallNumber.Mount, "proc", root + "/proc", "proc", NoSuid | NoDev | NoExec, 0);
        script.Must("mount /sys", CallNumber.Mount, "sysfs", root + "/sys", "sysfs", ReadOnly | NoSuid | NoDev | NoExec, 0);
        Temporary(script, root + "/run", spec.FirstId, "755");
        Temporary(script, root + "/tmp", spec.FirstId, "1777");
        script.May("mount /var/tmp", CallNumber.Mount, "tmpfs", root + "/var/tmp", "tmpfs", NoSuid | NoDev, "size=64m,mode=1777");
    }

    private static void Temporary(CallScript script, string path, long owner, string mode) => script.Must(
        $"mount {path}", CallNumber.Mount, "tmpfs", path, "tmpfs", NoSuid | NoDev, $"size=256m,mode={mode},uid={owner},gid={owner}");

    private static void MountDevices(CallScript script, string root, long owner)
    {
        var devices = root + "/dev";
        script.Must("mount /dev", CallNumber.Mount, "tmpfs", devices, "tmpfs", NoSuid | NoExec, $"size=64k,mode=755,uid={owner},gid={owner}");
        foreach (var device in (string[])["null", "zero", "full", "random", "urandom", "tty"])
            BindFile(script, $"/dev/{device}", $"{devices}/{device}");

        script.Must("make /dev/pts", CallNumber.Mkdir, devices + "/pts", 0x1ED);
        script.Must("mount /dev/pts", CallNumber.Mount, "devpts", devices + "/pts", "devpts", NoSuid | NoExec, "newinstance,ptmxmode=0666,mode=620");
        script.Must("make /dev/shm", CallNumber.Mkdir, devices + "/shm", 0x1ED);
        Temporary(script, devices + "/shm", owner, "1777");
        script.Must("link /dev/ptmx", CallNumber.Symlink, "pts/ptmx", devices + "/ptmx");
        script.Must("link /dev/fd", CallNumber.Symlink, "/proc/self/fd", devices + "/fd");
        script.Must("link /dev/stdin", CallNumber.Symlink, "/proc/self/fd/0", devices + "/stdin");
        script.Must("link /dev/stdout", CallNumber.Symlink, "/proc/self/fd/1", devices + "/stdout");
        script.Must("link /dev/stderr", CallNumber.Symlink, "/proc/self/fd/2", devices + "/stderr");
    }

    private static void BindFiles(CallScript script, MachineSpec spec)
    {
        var root = Inside(spec);
        foreach (var file in (string[])["hosts", "hostname", "resolv.conf"])
        {
            script.May($"bind /etc/{file}", CallNumber.Mount, $"{spec.Folder}/etc/{file}", $"{root}/etc/{file}", 0, Bind, 0);
            Protect(script, $"{root}/etc/{file}");
        }

        BindFile(script, Environment.ProcessPath!, root + MachineSpec.ProgramInside);
        Protect(script, root + MachineSpec.ProgramInside);
        if (spec.RoleDirectory is { } role)
        {
            script.Must("make the role's folder", CallNumber.Mkdir, root + MachineSpec.RoleInside, 0x1ED);
            script.Must($"bind {role}", CallNumber.Mount, role, root + MachineSpec.RoleInside, 0, Bind, 0);
            Protect(script, root + MachineSpec.RoleInside, StepKind.Must);
        }

        script.Must("make /run/ilb", CallNumber.Mkdir, root + MachineSpec.ToldInside, 0x1ED);
        script.Must("bind /run/ilb", CallNumber.Mount, spec.Folder + "/run", root + MachineSpec.ToldInside, 0, Bind, 0);
        Protect(script, root + MachineSpec.ToldInside);
    }

    private static void BindFile(CallScript script, string source, string target)
    {
        const int regularFile = 0x8000 | 0x1A4;
        script.Must($"make {target}", CallNumber.Mknod, target, regularFile, 0);
        script.Must($"bind {source}", CallNumber.Mount, source, target, 0, Bind, 0);
    }

    /// <summary>Where the data folder lies under something already replaced (/tmp, /run), or outside the root, there is nothing to hide.</summary>
    private static void Mask(CallScript script, MachineSpec spec)
    {
        var path = Path.GetRelativePath(spec.RootDirectory, spec.DataDirectory);
        if (path.Split('/')[0] != ".." && !HostMounts.IsReplaced("/" + path))
            script.Must(
                "hide the data folder", CallNumber.Mount, "tmpfs", $"{Inside(spec)}/{path}", "tmpfs", ReadOnly | NoSuid | NoDev, "size=4k,mode=000");
    }
}
