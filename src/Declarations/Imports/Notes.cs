namespace Ilb.Declarations.Imports;

/// <summary>What is noted of one file while it is read.</summary>
internal sealed class Notes(string file)
{
    private readonly HashSet<Note> _all = [];

    /// <summary>In the order of the file; each once, however many sections a line is of.</summary>
    public IReadOnlyList<Note> All => [.. _all.OrderBy(note => note.Line)];

    public void Add(long line, string text) => _all.Add(new Note(file, line, text));

    /// <summary>What ilb takes of a time in which clients stay with their server, seconds.</summary>
    public int Affinity(double seconds, long line) => Within(1, 43_200, (int)Math.Ceiling(Math.Min(seconds, int.MaxValue)), line, "an affinity of", "s");

    /// <summary>A number within what ilb takes; one that is not is brought there, and that is noted.</summary>
    public int Within(int least, int most, int value, long line, string what, string unit)
    {
        var taken = Math.Clamp(value, least, most);
        if (taken != value)
            Add(line, FormattableString.Invariant($"{what} {value} {unit} becomes {taken} {unit}: ilb takes {least} to {most}."));
        return taken;
    }
}
