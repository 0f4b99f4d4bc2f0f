using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Imports;

/// <summary>What other software's files say, as a document, and what of them is not in it.</summary>
public sealed record Imported(Declaration Declaration, IReadOnlyList<Note> Notes);
