using System.Diagnostics;
using System.Text.Json;
using Ilb.Agent.Machines;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Attached;

/// <summary>
/// A guest of QEMU, emulated whole: Debian's kernel, busybox and ilb's responder, with a network card on a tap of this namespace, and
/// the address that its operator would have set in it.
/// </summary>
internal sealed class VirtualMachine : IDisposable
{
    public const string Mac = "52:54:00:12:34:56";

    private const string IsUp = "the guest is up";

    /// <summary>Of its network card, each after those that it needs.</summary>
    private static readonly string[] s_modules =
        ["virtio_ring", "virtio", "virtio_pci_modern_dev", "virtio_pci_legacy_dev", "virtio_pci", "failover", "net_failover", "virtio_net"];

    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-guest-").FullName;
    private readonly Process _qemu;

    public VirtualMachine(string name, string address, int port)
    {
        Fill(name, address, port);
        Shell($"cd {_folder}/root && find . | cpio --quiet -o -H newc > ../initrd");
        _qemu = Process.Start("qemu-system-x86_64", [
            "-accel", "tcg", "-m", "160", "-nodefaults", "-no-reboot", "-display", "none", "-serial", $"file:{_folder}/console",
            "-kernel", Kernel, "-initrd", $"{_folder}/initrd", "-append", "console=ttyS0 quiet panic=1",
            "-netdev", $"tap,id=card,ifname={Tap},script=no,downscript=no", "-device", $"virtio-net-pci,netdev=card,mac={Mac},romfile="]);
    }

    /// <summary>Fetched by ./dev test, with its modules beside it.</summary>
    private static string Kernel => IlbProgram.Source("artifacts/guest/vmlinuz");

    public string Tap { get; } = $"e2e{Guid.NewGuid():N}"[..12];

    public Task IsUpAsync() => Eventually.TrueAsync(
        () => File.Exists($"{_folder}/console") && File.ReadAllText($"{_folder}/console").Contains(IsUp, StringComparison.Ordinal), IsUp, seconds: 180);

    /// <summary>The tap goes with it.</summary>
    public void Dispose()
    {
        _qemu.Kill();
        _qemu.WaitForExit();
        _qemu.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Fill(string name, string address, int port)
    {
        var (root, router) = ($"{_folder}/root", address[..(address.LastIndexOf('.') + 1)] + "1");
        foreach (var folder in (string[])["bin", "dev", "proc", "sys", "tmp", "served"])
            Directory.CreateDirectory($"{root}/{folder}");
        foreach (var module in s_modules)
            File.Copy(Directory.GetFiles(Path.GetDirectoryName(Kernel)!, $"{module}.ko", SearchOption.AllDirectories).Single(), $"{root}/{module}.ko");
        var responder = MachineProgram.Locate();
        Shell($"cp $(command -v busybox) {responder} {root}/bin && ldd {responder} | grep -o '/[^ ]*' | xargs -I{{}} cp --parents -L {{}} {root}");
        var endpoints = new[] { new { name = "p", protocol = "tcp", localPort = port } };
        File.WriteAllText($"{root}/served/endpoints.json", JsonSerializer.Serialize(new { machine = name, address = "", endpoints }));
        File.WriteAllText($"{root}/init", $"""
            #!/bin/busybox sh
            /bin/busybox --install -s /bin
            mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
            for module in {string.Join(' ', s_modules)}; do insmod /$module.ko; done
            hostname {name}
            ip link set lo up; ip link set eth0 up
            ip addr add {address}/24 dev eth0; ip route add default via {router}
            echo {IsUp}
            exec /bin/{Path.GetFileName(responder)} respond /served

            """);
        File.SetUnixFileMode($"{root}/init", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Shell(string command)
    {
        using var shell = Process.Start("sh", ["-ec", command]);
        shell.WaitForExit();
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"{command} ended with {shell.ExitCode}.");
    }
}
