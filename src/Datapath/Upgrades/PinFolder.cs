using Ilb.Datapath.Programs;

namespace Ilb.Datapath.Upgrades;

/// <summary>
/// The pins of one installation. Maps in force lie in the folder itself; while content is carried over, the maps that take it lie in
/// "next". Which of both are in force, after a start that was killed, is what the programs in the slots say.
/// </summary>
internal sealed class PinFolder(string path)
{
    private readonly string _next = Path.Combine(path, "next");

    /// <summary>Undoes or completes what an earlier start left. Only a start that was killed while programs used both is still to be gone on with.</summary>
    internal void Settle()
    {
        if (!Directory.Exists(_next))
            return;
        var used = ProgramSlots.MapsInUse(path);
        var pairs = Directory.GetFiles(_next).Select(pin => (Next: pin, Home: Path.Combine(path, Path.GetFileName(pin)))).ToArray();
        var isStarted = pairs.Any(pair => IsUsed(pair.Next, used));
        if (isStarted && pairs.Any(pair => IsUsed(pair.Home, used)))
            return;
        foreach (var (next, home) in isStarted ? pairs : [])
            File.Move(next, home, overwrite: true);
        Directory.Delete(_next, recursive: true);
    }

    /// <exception cref="KernelException">The content of a pinned map can't be carried over.</exception>
    internal IReadOnlyList<PlacedMap> Place(IReadOnlyDictionary<string, MapShape> maps)
    {
        var isAmidst = Directory.Exists(_next);
        if (!isAmidst || Fits(maps, name => Exists(Next(name)) ?? Home(name)))
            return [.. maps.Select(map => PlaceAhead(map.Key, map.Value, isAmidst))];
        if (Fits(maps, Home))
            return [.. maps.Select(map => Place(map.Key, map.Value, Home(map.Key), Exists(Next(map.Key))))];
        throw new KernelException("carry over the maps in", path, 22, "A start of another version was ended amidst it: start that version once, or the one before.");
    }

    private PlacedMap PlaceAhead(string name, MapShape shape, bool isAmidst)
    {
        using var pinned = PinnedMap.Open(Home(name));
        if (isAmidst ? !File.Exists(Next(name)) : pinned is null || pinned.Shape.IsSameAs(shape))
            return Place(name, shape, Home(name), null);
        Directory.CreateDirectory(_next);
        return Place(name, shape, Next(name), Exists(Home(name)));
    }

    private static PlacedMap Place(string name, MapShape shape, string pin, string? from)
    {
        using var source = from is null ? null : PinnedMap.Open(from);
        if (source is not null && Transfer.Obstacle(name, source.Shape, shape) is { } obstacle)
            throw new KernelException("carry over", $"map {name} from {from}", 22, $"{obstacle} `ilb down` removes it, which ends the connections there are.");
        using var target = PinnedMap.Open(pin);
        return new(name, pin, from, target is null, target?.Entries ?? (source is null ? null : Transfer.Entries(name, source)));
    }

    private static bool Fits(IReadOnlyDictionary<string, MapShape> maps, Func<string, string> pinOf) => maps.All(map =>
    {
        using var pinned = PinnedMap.Open(pinOf(map.Key));
        return pinned is null || pinned.Shape.IsSameAs(map.Value);
    });

    private static bool IsUsed(string pin, HashSet<uint> used)
    {
        using var map = PinnedMap.Open(pin);
        return map is not null && used.Contains(map.Id);
    }

    private static string? Exists(string pin) => File.Exists(pin) ? pin : null;

    private string Home(string name) => Path.Combine(path, name);

    private string Next(string name) => Path.Combine(_next, name);
}
