using System.Buffers.Binary;
using System.Text;

namespace Ilb.EndToEnd.Metrics;

/// <summary>
/// A message of Protocol Buffers, or what one has in a field, which may be a message: https://protobuf.dev/programming-guides/encoding.
/// </summary>
internal readonly record struct ProtobufMessage(ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>As a number of eight bytes.</summary>
    public long Number => BinaryPrimitives.ReadInt64LittleEndian(Bytes.Span);

    /// <summary>What is there: in all fields of the first number, in all fields of theirs of the second number, and so on.</summary>
    public IEnumerable<ProtobufMessage> At(params IEnumerable<int> path) => path.Aggregate(
        (IEnumerable<ProtobufMessage>)[this],
        (messages, number) => messages.SelectMany(message => message.Fields().Where(field => field.Number == number).Select(field => field.Value)));

    private List<(int Number, ProtobufMessage Value)> Fields()
    {
        var fields = new List<(int, ProtobufMessage)>();
        for (var rest = Bytes; !rest.IsEmpty;)
        {
            var (key, keyBytes) = Varint(rest.Span);
            rest = rest[keyBytes..];
            var (before, length) = (key & 7) switch
            {
                0 => (0, Varint(rest.Span).Bytes),
                1 => (0, sizeof(ulong)),
                2 when Varint(rest.Span) is var (value, bytes) => (bytes, (int)value),
                5 => (0, sizeof(uint)),
                var kind => throw new InvalidDataException($"There is no kind {kind} of field."),
            };
            fields.Add(((int)(key >> 3), new ProtobufMessage(rest.Slice(before, length))));
            rest = rest[(before + length)..];
        }

        return fields;
    }

    /// <summary>Seven bits a byte, the lowest first; the last byte has no top bit.</summary>
    private static (ulong Value, int Bytes) Varint(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = 0; ; i++)
        {
            value |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
                return (value, i + 1);
        }
    }
}
