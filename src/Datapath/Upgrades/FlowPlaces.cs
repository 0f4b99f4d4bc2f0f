using System.Runtime.InteropServices;
using Ilb.Datapath.Flows;

namespace Ilb.Datapath.Upgrades;

/// <summary>
/// Where the flows of a bucket lie: each in two pieces, one in the array "ways", the other in "rest" of the bucket half a map further. Builds
/// before had only the first.
/// </summary>
internal sealed class FlowPlaces
{
    private static readonly (string From, string To)[] s_formerNames =
    [
        .. ((string[])["client", "called", "server"]).SelectMany(address => ((string, string)[])
        [
            ($"{address}.word[3]", address),
            .. Enumerable.Range(0, 3).Select(word => ($"{address}.word[{word}]", $"rest.{address}[{word}]")),
        ]),
        ("protocol", "rest.protocol"),
        ("traffic.acknowledged[0]", "acknowledged[0]"),
        ("traffic.acknowledged[1]", "acknowledged[1]"),
    ];

    private readonly IReadOnlyList<FlowPlace> _ways;
    private readonly int _lineBytes, _restBytes, _marksAt;

    internal FlowPlaces(Layout bucket)
    {
        (_lineBytes, _restBytes) = (Stride(bucket, "ways"), Stride(bucket, "rest"));
        _marksAt = FlowIn(bucket)!.Fields.FirstOrDefault(field => field.Path == "marks").At;
        _ways = [.. bucket.Fields
            .Where(field => field.Path.StartsWith("tag[", StringComparison.Ordinal))
            .Select(field => new FlowPlace(field.At, At(bucket, "ways", Index(field)), _restBytes == 0 ? 0 : At(bucket, "rest", Index(field))))];
    }

    internal int Ways => _ways.Count;

    /// <summary>A flow with its pieces one after the other, under the names that its fields have today; null if this is no bucket of flows.</summary>
    internal static Layout? FlowIn(Layout bucket)
    {
        var (line, rest) = (Stride(bucket, "ways"), Stride(bucket, "rest"));
        if (line == 0)
            return null;
        var fields = Fields(bucket, "ways", "", 0).Select(Rename).Concat(Fields(bucket, "rest", "rest.", line));
        return new([.. fields], line + rest);
    }

    internal static bool HasRests(Layout bucket) => Stride(bucket, "rest") > 0;

    /// <summary>As <see cref="FlowIn"/> says.</summary>
    internal void Copy(ReadOnlySpan<byte> bucket, ReadOnlySpan<byte> rests, int way, Span<byte> flow)
    {
        bucket.Slice(_ways[way].Line, _lineBytes).CopyTo(flow);
        rests.Slice(_ways[way].Rest, _restBytes).CopyTo(flow[_lineBytes..]);
    }

    internal bool IsUsed(ReadOnlySpan<byte> bucket, int way) => MemoryMarshal.Read<uint>(bucket[_ways[way].Tag..]) != 0;

    internal bool IsSameLine(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int way) =>
        IsSame(a, b, _ways[way].Tag, sizeof(uint)) && IsSame(a, b, _ways[way].Line, _lineBytes);

    /// <summary>The flow itself, whatever passed since: marks count the flows that a way had .</summary>
    internal bool IsSameTurn(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int way)
    {
        const int turn = (int)FlowMarks.Turn | (int)FlowMarks.Counted | (int)FlowMarks.InUse;
        var at = _ways[way].Line + _marksAt;
        return IsSame(a, b, _ways[way].Tag, sizeof(uint)) && ((MemoryMarshal.Read<ushort>(a[at..]) ^ MemoryMarshal.Read<ushort>(b[at..])) & turn) == 0;
    }

    internal bool IsSameRest(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int way) => IsSame(a, b, _ways[way].Rest, _restBytes);

    private static bool IsSame(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int at, int bytes) => a.Slice(at, bytes).SequenceEqual(b.Slice(at, bytes));

    private static Field Rename(Field field) =>
        s_formerNames.FirstOrDefault(name => name.From == field.Path) is { To: { } today } ? field with { Path = today } : field;

    private static IEnumerable<Field> Fields(Layout bucket, string array, string prefix, int at) =>
        bucket.Part(array + "[0].") is { } part ? part.Layout.Fields.Select(field => field with { Path = prefix + field.Path, At = at + field.At }) : [];

    private static string Index(Field tag) => tag.Path["tag".Length..];

    private static int At(Layout bucket, string array, string index) => bucket.Part(array + index + ".")!.Value.At;

    private static int Stride(Layout bucket, string array) =>
        bucket.Part(array + "[0].") is { } first && bucket.Part(array + "[1].") is { } second ? second.At - first.At : 0;
}

/// <summary>Of one flow in its bucket, in bytes; the rest is at 0 where there is none.</summary>
internal readonly record struct FlowPlace(int Tag, int Line, int Rest);
