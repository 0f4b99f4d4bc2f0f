namespace Ilb.Declarations.Forms;

/// <summary>Whether entries go that exist and are not in the list that a document writes.</summary>
/// <param name="Here">In the lists of this entry.</param>
/// <param name="Below">In those of the entries in them.</param>
internal sealed record Pruning(bool Here, bool Below)
{
    public Pruning Inside => new(Below, Below);
}
