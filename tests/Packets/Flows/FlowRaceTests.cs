using AwesomeAssertions;
using Ilb.Forwarding;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Flows;

/// <summary>
/// Several processors at the same buckets, of which there are as few as can be. Frontend <see cref="Moving"/> changes between two
/// slots of the same generation, one of which is always gone, so that a sweep that never rests finds orphans all the time.
/// </summary>
public sealed class FlowRaceTests : IDisposable
{
    private const string Web = PacketLab.Vip + ":80";
    private const string Moving = PacketLab.Vip + ":82";
    private const int DestinationEnd = 33;
    private readonly PacketLab _lab = new(flowBuckets: 1, overflowBuckets: 1);
    private readonly ForwardingState _both;
    private readonly List<Thread> _threads = [];
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public FlowRaceTests()
    {
        _lab.Apply(PacketLab.Standard().Set(12, PacketLab.Vip, 82, Protocol.Tcp, (12, 3, "10.1.0.3", 8080)).State);
        _both = _lab.State;
        _lab.Kernel.Ports.Set(new Slot(1, 1), _lab.Port(1));
    }

    public void Dispose()
    {
        Halt();
        _stop.Dispose();
        _lab.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Sweep_never_takes_a_flow_that_was_just_opened(int others)
    {
        for (var port = 1; port <= others; port++)
            _lab.Connect(Client(port));
        Repeat(_lab.Kernel.Sweep);
        var lost = new List<string>();
        for (var i = 0; i < 500; i++)
        {
            Move(i);
            var (opened, next) = (Send(40000, Moving, Tcp.Syn), Send(40000, Moving, Tcp.Ack));
            if (next != "balanced")
                lost.Add($"{opened}, then {next}");
        }

        Halt();
        lost.Should().BeEmpty();
    }

    /// <summary>Eight flows that stay and eight that come and go fill both buckets to the last way.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Answered_flows_stay_once_each_and_none_is_refused_while_there_is_room(bool oldOnesStay)
    {
        int[] old = [.. Enumerable.Range(1, 8)], young = [.. Enumerable.Range(101, 8)];
        var (staying, passing) = oldOnesStay ? (old, young) : (young, old);
        foreach (var port in old.Concat(young))
            _lab.Connect(Client(port), called: staying.Contains(port) ? Web : Moving);
        var wrong = new List<string>[] { [], [] };
        Repeat(_lab.Kernel.Sweep);
        Repeat(() => wrong[0].AddRange(Talk(staying[..4], passing[..4])));
        Repeat(() => wrong[1].AddRange(Talk(staying[4..], passing[4..])));
        for (var i = 0; i < 500; i++)
            Move(i);
        Halt();
        wrong.SelectMany(verdict => verdict).Should().BeEmpty();
        var clients = _lab.Kernel.Flows().Select(flow => flow.Client.ToString()).ToList();
        clients.Should().OnlyHaveUniqueItems().And.Contain(staying.Select(Client));
    }

    /// <summary>
    /// Two clients whose flows throw each other out of the one way that is left, each from a processor of its own: a packet that is read
    /// while the other is written must not go where the other's does.
    /// </summary>
    [Fact]
    public void Datagram_never_goes_where_the_flow_that_takes_its_place_goes()
    {
        var (one, other) = (PortThatIsSentTo(2), PortThatIsSentTo(3));
        FillAllBut(one);
        var wrong = new List<string>[] { [], [] };
        Repeat(() => wrong[0].AddRange(Strays(other, 3)));
        wrong[1].AddRange(Enumerable.Range(0, 200_000).SelectMany(_ => Strays(one, 2)));
        Halt();
        wrong.SelectMany(stray => stray).Should().BeEmpty();
        _lab.Kernel.Evictions().Should().BePositive("they did meet");
    }

    /// <summary>A machine sends from all its processors: the same client port may be opened on two of them at the same moment.</summary>
    [Fact]
    public void Connection_that_two_processors_open_at_once_is_one_flow()
    {
        int[] ports = [.. Enumerable.Range(1, 12)];
        using var together = new Barrier(2);
        for (var round = 0; round < 300; round++)
        {
            var other = new Thread(Open);
            other.Start();
            Open();
            other.Join();
            _lab.Kernel.Flows().Select(flow => flow.Client.Port).Should().BeEquivalentTo(ports);
            _lab.Forget();
            _lab.Apply(_both);
        }

        void Open()
        {
            foreach (var port in ports)
            {
                together.SignalAndWait();
                Send(port, Web, Tcp.Syn);
            }
        }
    }

    private int PortThatIsSentTo(uint machine) => Enumerable.Range(1000, 1000).First(port => Ask(port).ToPort == machine);

    /// <summary>Both buckets have a flow that stays in each way but that of this client, the first there.</summary>
    private void FillAllBut(int client)
    {
        _lab.Forget();
        _lab.Apply(_both);
        Ask(client);
        for (var port = 1; port < 16; port++)
            _lab.Connect(Client(port));
    }

    private IEnumerable<string> Strays(int client, uint machine)
    {
        if (Ask(client) is var outcome && outcome.ToPort != machine || outcome.Frame[DestinationEnd] != machine)
            yield return $"{client}: {outcome}";
    }

    private Outcome Ask(int client) => _lab.SendFromInterface(Datagram(Client(client), PacketLab.Vip + ":53"));

    /// <summary>A round of one processor; what should not have been.</summary>
    private IEnumerable<string> Talk(int[] staying, int[] passing)
    {
        foreach (var verdict in staying.Select(port => Send(port, Web, Tcp.Ack)).Where(verdict => verdict != "balanced"))
            yield return $"of one that stays: {verdict}";
        foreach (var port in passing)
        {
            if (Send(port, Moving, Tcp.Syn) is "flow_table_full" and var refused)
                yield return $"of one that passes: {refused}";
            Send(port, Moving, Tcp.Ack); // where it goes depends on when the frontend moves
        }

        Send(passing[0], Moving, Tcp.Rst); // its next SYN opens it again
    }

    private void Repeat(Action action)
    {
        var thread = new Thread(() =>
        {
            while (!_stop.IsCancellationRequested)
                action();
        });
        _threads.Add(thread);
        thread.Start();
    }

    private void Halt()
    {
        _stop.Cancel();
        _threads.ForEach(thread => thread.Join());
    }

    private void Move(int round)
    {
        var slot = round % 2 == 0 ? 4u : 12;
        _lab.Apply(_both with
        {
            Backends = _both.Backends.Remove(16 - slot),
            Frontends = _both.Frontends.Changed(Tables.Key(PacketLab.Vip, 82, Protocol.Tcp), f => f with { Slot = slot }),
        });
    }

    private string Send(int port, string to, Tcp flags) => _lab.SendFromInterface(Segment(Client(port), to, flags)).Verdict;

    private static string Client(int port) => $"10.1.0.1:{port}";
}
