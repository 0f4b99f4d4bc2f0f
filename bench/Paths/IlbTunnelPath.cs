using System.Net;
using Ilb.Agent;
using Ilb.Agent.Machines;
using Ilb.Bench.Lab;
using Ilb.Bench.Service;
using Ilb.Datapath.Namespaces;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Paths;

/// <summary>ilb's own: an agent makes gateway and machine of a snapshot, as it does for a control plane, and the client calls the VIP.</summary>
internal sealed class IlbTunnelPath : TunnelPath
{
    private readonly SnapshotFeed _feed = new();
    private readonly Installation _installation;
    private Snapshot _snapshot;

    public IlbTunnelPath(Laboratory lab)
        : base(lab, "ilb", "tun")
    {
        _installation = new Installation(Path.Combine(lab.Folder, "gateway"));
        lab.OnDispose(() => TearDown.RunAsync(_installation).GetAwaiter().GetResult());
        var reports = Follow(lab);
        // The second of two machines: a tunnel's client is in the place of the first.
        var machine = BenchSnapshot.Machines(2)[1] with { Image = Documents.Image };
        _snapshot = BenchSnapshot.Of(
            [machine], BenchSnapshot.Set(1, Endpoints.Sink, [machine]), BenchSnapshot.Set(2, Endpoints.Echo, [machine], Protocol.Udp));
        Want([]);
        reports.WaitForRunning(1);
        Servers = [lab.PlaceAt("tun-s", MachinePort.NamespacePath(_installation, machine.Port))];
    }

    public override IPAddress Address { get; } = BenchSnapshot.Vip;

    public override IReadOnlyList<Place> Servers { get; }

    protected override string NetworkGateway => MachinePort.NamespacePath(_installation, TunnelEnds.OfNetwork.Port);

    public override void Connect() => Want([TunnelEnds.OfNetwork]);

    public override void Disconnect()
    {
        Want([]);
        while (NetworkNamespace.Exists(NetworkGateway))
            Thread.Sleep(10);
    }

    private Reports Follow(Laboratory lab)
    {
        Directory.CreateDirectory(_installation.DataDirectory);
        var (reports, stop) = (new Reports(), new CancellationTokenSource());
        var options = new AgentOptions(_installation, ImageCatalog.Parse(Documents.Images, out _)) { Log = Console.Error.WriteLine, Uplink = new UplinkPlace(Site.Path) };
        var agent = NodeAgent.Open(options, _feed, reports, TimeProvider.System);
        var running = agent.RunAsync(stop.Token);
        lab.OnDispose(() =>
        {
            stop.Cancel();
            running.GetAwaiter().GetResult();
            agent.DisposeAsync().AsTask().GetAwaiter().GetResult();
            stop.Dispose();
        });
        return reports;
    }

    private void Want(GatewayEntry[] gateways)
    {
        _snapshot = _snapshot with { Revision = _snapshot.Revision + 1, Gateways = [.. gateways] };
        _feed.Publish(_snapshot);
    }
}
