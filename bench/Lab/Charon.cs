using System.Diagnostics;
using Ilb.Agent.Gateways;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Lab;

/// <summary>A strongSwan without ilb. It is told what a gateway of ilb's is told, in the same words, so that both do the same work.</summary>
public sealed class Charon
{
    private readonly Laboratory _lab;
    private readonly Place _place;
    private readonly string _folder;
    private Process? _process;

    public Charon(Laboratory lab, Place place, GatewayEntry told)
    {
        ArgumentNullException.ThrowIfNull(lab);
        ArgumentNullException.ThrowIfNull(place);
        (_lab, _place) = (lab, place);
        _folder = Directory.CreateDirectory(Path.Combine(lab.Folder, place.Name)).FullName;
        using var inside = NetworkNamespace.Open(place.Path);
        File.WriteAllText(Path.Combine(_folder, "strongswan.conf"), CharonText.Settings(inside.Run(EspSupport.IsThere)));
        File.WriteAllText(Path.Combine(_folder, "swanctl.conf"), CharonText.Tunnels(told, []));
    }

    /// <summary>
    /// It loads its tunnels itself and starts them. A /run of its own: other charons keep their pid file and socket. A session of its
    /// own, as every service has: some kernels share processors out by session.
    /// </summary>
    public void Start() => _process = _lab.Start(
        _place, "setsid", "env", $"STRONGSWAN_CONF={_folder}/strongswan.conf", $"SWANCTL_DIR={_folder}", "unshare", "--mount",
        "sh", "-c", $"mount -t tmpfs none /run && exec {GatewayPrograms.Charon} 2>>{_folder}/log");

    /// <summary>Says goodbye to its peers.</summary>
    public void End()
    {
        if (_process is { HasExited: false } running)
            Laboratory.End(running);
        _process = null;
    }

    /// <summary>Dies without a word.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process = null;
    }
}
