using System.Net;
using System.Text;

namespace Ilb.Machine.Responding;

/// <summary>What the responder says: who it is, where it was reached, by whom, and the how-manieth answer this is.</summary>
internal sealed class Answer(Switches switches)
{
    private readonly string _machine = Environment.MachineName;
    private long _count;

    public int Status() => switches.Status();

    /// <summary>"web1 10.1.0.4:100 from 10.1.0.6:41234 #17".</summary>
    public string Line(EndPoint? local, EndPoint? remote) => $"{_machine} {local} from {remote} #{Interlocked.Increment(ref _count)}\n";

    /// <summary>The same line, then the datagram itself.</summary>
    public byte[] Echo(ReadOnlySpan<byte> datagram, EndPoint? local, EndPoint remote) =>
        [.. Encoding.ASCII.GetBytes(Line(local, remote)), .. datagram];
}
