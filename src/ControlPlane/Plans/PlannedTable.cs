namespace Ilb.ControlPlane.Plans;

/// <summary>How much of a set's Maglev table leads elsewhere: new connections there go to another backend than before.</summary>
/// <param name="Set">"MyWebsite1/intwebeplb".</param>
/// <param name="SizeBefore">Entries before the change.</param>
/// <param name="Size">Entries after it; where both differ, the counts are parts of all hashes, as entries of this size.</param>
/// <param name="Moved">Entries that name another backend.</param>
/// <param name="MovedPercent">The same, in percent.</param>
/// <param name="Unavoidable">The fewest that any table with these shares could move.</param>
/// <param name="UnavoidablePercent">The same, in percent.</param>
public sealed record PlannedTable(
    string Set, int SizeBefore, int Size, int Moved, double MovedPercent, int Unavoidable, double UnavoidablePercent);
