using System.Buffers.Binary;
using System.Net;
using Ilb.Datapath.Flows;
using Ilb.Datapath.Maps;
using Ilb.Datapath.Programs;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath.Trials;

/// <summary>
/// The program that machines' packets run through, loaded once more with a constant that keeps it from writing and sending, on the same
/// maps: what it says of a frame is what would become of it now. Not safe for several threads.
/// </summary>
public sealed class Trial : IDisposable
{
    private const string Name = "port_ingress";
    private const int ContextBytes = 192, Ifindex = 40;
    private readonly BpfObject _object;
    private readonly BpfProgram _program;
    private readonly BpfMap<uint, TrialReport> _report;

    private Trial(BpfObject loaded)
    {
        _object = loaded;
        _program = loaded.Program(Name);
        _report = loaded.Map<uint, TrialReport>("report");
    }

    internal static Trial Load(ProgramFile file, BpfObject inForce)
    {
        var trial = new Trial(BpfObject.LoadTrial(file, inForce, Name));
        if (new ProgramSlots(inForce).AreInForce(trial._program))
            return trial;
        trial.Dispose();
        throw new KernelException("try", file.Path, 22, "It is not what packets run through: another version is in force. Start `ilb serve` again.");
    }

    /// <summary>What would become of a packet, as if it came in at that interface of the calling thread's network namespace.</summary>
    public TraceAnswer Run(uint ifindex, MadePacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        Span<byte> context = stackalloc byte[ContextBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(context[Ifindex..], ifindex);
        return ToAnswer(packet, Run(packet.Frame(), context, []).Report);
    }

    /// <param name="context">struct __sk_buff.</param>
    /// <param name="output">Gets the frame as it would be delivered.</param>
    internal (TrialReport Report, RunResult Result) Run(ReadOnlySpan<byte> frame, Span<byte> context, Span<byte> output)
    {
        _report.Remove(0);
        var result = _program.Run(frame, context, output);
        return (_report.TryGet(0, out var report) ? report : default, result);
    }

    public void Dispose() => _object.Dispose();

    private static TraceAnswer ToAnswer(MadePacket packet, TrialReport report)
    {
        var verdict = Verdict.All[(int)report.Verdict];
        return new TraceAnswer(
            packet.Source,
            packet.Destination,
            new IPEndPoint(report.NewSource.ToAddress(), report.NewSourcePort.Value),
            new IPEndPoint(report.NewDestination.ToAddress(), report.NewDestinationPort.Value),
            verdict.Name,
            verdict.Action,
            verdict.Meaning,
            report.Network)
        {
            Route = report.Route == 0 ? null : report.Route.ToString().ToLowerInvariant(),
            IsInPeer = report.IsPeer != 0,
            ToPort = report.Mtu == 0 ? null : report.ToPort,
            Mtu = report.Mtu == 0 ? null : report.Mtu,
            Frontend = report.Frontend == 0 ? null : new Slot(report.Frontend, report.FrontendGeneration),
            Backend = report.Backend == 0 ? null : new Slot(report.Backend, report.BackendGeneration),
            Flow = report.Found == FoundIn.Nowhere ? null : FlowTable.ToFlow(report.Flow),
            IsInOverflow = report.Found == FoundIn.Overflow,
            OpensFlow = report.OpensFlow != 0,
            Evicts = report.Evicts != 0,
            Rule = report.Acl == 0 ? null : ToRule(report),
            Table = report.TableSize == 0 ? null : new TracedPlace(report.Place, report.TableSize),
        };
    }

    private static TracedRule ToRule(TrialReport report) => new(
        new Slot(report.Acl, report.AclGeneration),
        report.AclVerdict == AclVerdict.Permit,
        report.AclOrder == uint.MaxValue ? null : (int)report.AclOrder);
}
