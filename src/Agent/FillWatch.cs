using Ilb.Model.Feed;

namespace Ilb.Agent;

/// <summary>Says once that a table is almost full, and again when it had room in between.</summary>
internal sealed class FillWatch(Action<string> log)
{
    private readonly HashSet<string> _told = [];

    public void Look(IEnumerable<TableFill> tables)
    {
        foreach (var table in tables)
        {
            if (table.IsAlmostFull && _told.Add(table.Name))
                log($"{table}; what finds no room is refused");
            else if (table.HasRoomAgain)
                _told.Remove(table.Name);
        }
    }
}
