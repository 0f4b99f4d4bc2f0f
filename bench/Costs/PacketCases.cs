using System.Net;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Costs;

/// <summary>
/// The packets that are measured, each by any program of bench/bpf. Of the real program all of them must get the verdict that the case is
/// about.
/// </summary>
internal sealed class PacketCases
{
    public const uint Many = 65_536;

    private const string Real = "bench_port";
    private const int BatchesUntilFull = 8; // of new flows: 16,384 in a table for 147,456
    private const int Rules = 50;
    private const int ColdBatch = 2_048;

    private readonly Drill _drill;
    private readonly IPEndPoint _client, _server;

    /// <param name="shortName">Of its pins, unique in the laboratory.</param>
    public PacketCases(Laboratory lab, string shortName)
    {
        var machines = BenchSnapshot.Machines(50);
        _client = new IPEndPoint(machines[0].Address, 0);
        _server = new IPEndPoint(machines[1].Address, Narrow.Port);
        _drill = Drill.Of(lab, shortName, BenchSnapshot.Of(
            machines,
            BenchSnapshot.Set(1, (ushort)Vip.Port, machines[1..]),
            BenchSnapshot.Set(2, (ushort)Guarded.Port, machines[1..3]) with { Acl = AccessList() },
            BenchSnapshot.Set(3, (ushort)Narrow.Port, machines[1..2])));
    }

    private static IPEndPoint Vip { get; } = new(BenchSnapshot.Vip, 80);

    /// <summary>With an access list.</summary>
    private static IPEndPoint Guarded { get; } = new(BenchSnapshot.Vip, 81);

    /// <summary>With one backend, so that who answers is known.</summary>
    private static IPEndPoint Narrow { get; } = new(BenchSnapshot.Vip, 82);

    /// <summary>A program that leaves no mark: the run itself, the arrival, the floor.</summary>
    public double Plain(string program, uint flows)
    {
        _drill.Load(Call(Vip, TcpFrame.Ack, flows));
        _drill.Run(program, (int)flows); // the floor learns its flows
        _drill.Load(Call(Vip, TcpFrame.Ack, flows).Scattered);
        return _drill.Measure(program);
    }

    public double Established(string program, uint flows)
    {
        _drill.Open(Call(Vip, TcpFrame.Ack, flows));
        _drill.Load(Call(Vip, TcpFrame.Ack, flows).Scattered);
        return Measure(program, "balanced");
    }

    public double Reply()
    {
        _drill.Open(Call(Narrow, TcpFrame.Ack));
        _drill.Load(new Packet(2, _server, _client, TcpFrame.Ack, IsReply: true));
        return Measure(Real, "replied");
    }

    /// <summary>What a packet costs that finds nothing of its program or maps in the processor's own caches.</summary>
    public double ColdCall(string program) => Cold(program, Call(Narrow, TcpFrame.Ack), "balanced");

    public double ColdReply(string program) => Cold(program, new Packet(2, _server, _client, TcpFrame.Ack, IsReply: true), "replied");

    private double Cold(string program, Packet packet, string verdict)
    {
        _drill.Open(Call(Narrow, TcpFrame.Ack));
        _drill.Load(packet);
        var run = () => _drill.RunCold(program, ColdBatch);
        return program == "bench_cold_port" ? _drill.Expect(verdict, ColdBatch, run) : run();
    }

    public double New(string program)
    {
        _drill.Load(Call(Vip, TcpFrame.Syn, Many));
        return Measure(program, "balanced", batch =>
        {
            if (batch % BatchesUntilFull == 0)
                _drill.Clear();
        });
    }

    public double Direct(uint flows)
    {
        var call = Call(new IPEndPoint(_server.Address, 9999), TcpFrame.Ack, flows);
        _drill.Load(call);
        _drill.Run(Real, (int)flows);
        _drill.Load(call.Scattered);
        return Measure(Real, "delivered");
    }

    public double Denied()
    {
        _drill.Load(Call(Guarded, TcpFrame.Syn, Many));
        return Measure(Real, "acl_denied");
    }

    private Packet Call(IPEndPoint destination, byte flags, uint flows = 1) => new(1, _client, destination, flags, flows);

    private double Measure(string program, string verdict, Action<int>? before = null) => program == Real
        ? _drill.Expect(verdict, Drill.Batches * Drill.Batch, () => _drill.Measure(program, before))
        : _drill.Measure(program, before);

    /// <summary>One rule after the other permits others, and so nobody else.</summary>
    private static AclEntry AccessList() => new(
        new Slot(1, 1), [.. Enumerable.Range(1, Rules).Select(i => new AclEntryRule(i, true, IpPrefix.Parse($"10.9.{i}.0/24")))]);
}
