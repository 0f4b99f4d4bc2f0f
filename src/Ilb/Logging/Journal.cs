using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Ilb.Logging;

/// <summary>systemd's journal, in its own protocol: a datagram for each entry, whose fields can be asked for.</summary>
internal sealed class Journal : IDisposable
{
    public const string UsualPlace = "/run/systemd/journal/socket";

    /// <summary>Names the device and inode of the journal's stream where systemd gave one to its service.</summary>
    private const string StreamVariable = "JOURNAL_STREAM";

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _place;

    public Journal(string place) => _place = new UnixDomainSocketEndPoint(place);

    /// <summary>Whether standard error leads there: a child of a service has the variable as well, and may write elsewhere.</summary>
    public static bool HasStandardError =>
        Environment.GetEnvironmentVariable(StreamVariable)?.Split(':') is [_, var inode]
        && File.ResolveLinkTarget("/proc/self/fd/2", returnFinalTarget: false)?.Name == $"socket:[{inode}]"
        && File.Exists(UsualPlace);

    /// <exception cref="SocketException">Nobody takes it, or it is too long.</exception>
    public void Send(IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var entry = new MemoryStream();
        foreach (var (name, value) in fields)
            Append(entry, name, value);
        _socket.SendTo(entry.GetBuffer().AsSpan(0, (int)entry.Length), _place);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A value of several lines comes with its length, eight bytes, the lowest first.</summary>
    private static void Append(MemoryStream entry, string name, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        entry.Write(Encoding.ASCII.GetBytes(name));
        if (bytes.AsSpan().Contains((byte)'\n'))
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
            entry.WriteByte((byte)'\n');
            entry.Write(length);
        }
        else
        {
            entry.WriteByte((byte)'=');
        }

        entry.Write(bytes);
        entry.WriteByte((byte)'\n');
    }
}
