using AwesomeAssertions;
using Ilb.Declarations.Imports;
using Ilb.Declarations.Text;

namespace Ilb.Unit.Declarations.Imports;

/// <summary>Other software's files in; the document, and what could not be carried over.</summary>
internal static class Importing
{
    private static readonly ImportOptions Options = new("web");

    public static string Read(params string[] texts)
    {
        var imported = Imported(texts);
        var written = Writing.ToYaml(imported.Declaration);
        Writing.ToYaml(Document.Read(written)).Should().Be(written, "what is written is a document");
        return written + string.Concat(imported.Notes.Select(note => $"{note}\n"));
    }

    public static IEnumerable<string> Notes(params string[] texts) => Imported(texts).Notes.Select(note => note.ToString());

    private static Imported Imported(string[] texts) => Import.Read([.. texts.Select((text, place) => (place == 0 ? "file" : $"file{place}", text))], Options);
}
