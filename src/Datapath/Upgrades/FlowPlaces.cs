namespace Ilb.Datapath.Upgrades;

/// <summary>Where the flows of a bucket lie: each in two pieces, one after the other in the arrays "ways" and "rest". Builds before had only the first.</summary>
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
    private readonly int _lineBytes, _restBytes;

    internal FlowPlaces(Layout bucket)
    {
        (_lineBytes, _restBytes) = (Stride(bucket, "ways"), Stride(bucket, "rest"));
        _ways = [.. bucket.Fields
            .Where(field => field.Path.StartsWith("tag[", StringComparison.Ordinal))
            .Select(field => new FlowPlace(field.At, At(bucket, "ways", Index(field)), _restBytes == 0 ? 0 : At(bucket, "rest", Index(field))))];
    }

    internal IReadOnlyList<FlowPlace> Ways => _ways;

    /// <summary>A flow with its pieces one after the other, under the names that its fields have today; null if this is no bucket of flows.</summary>
    internal static Layout? FlowIn(Layout bucket)
    {
        var (line, rest) = (Stride(bucket, "ways"), Stride(bucket, "rest"));
        if (line == 0)
            return null;
        var fields = Fields(bucket, "ways", "", 0).Select(Rename).Concat(Fields(bucket, "rest", "rest.", line));
        return new([.. fields], line + rest);
    }

    /// <summary>As <see cref="FlowIn"/> says.</summary>
    internal void Copy(ReadOnlySpan<byte> bucket, int way, Span<byte> flow)
    {
        bucket.Slice(_ways[way].Line, _lineBytes).CopyTo(flow);
        bucket.Slice(_ways[way].Rest, _restBytes).CopyTo(flow[_lineBytes..]);
    }

    internal bool IsSame(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int way) =>
        IsSame(a, b, _ways[way].Tag, sizeof(uint)) && IsSame(a, b, _ways[way].Line, _lineBytes) && IsSame(a, b, _ways[way].Rest, _restBytes);

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
