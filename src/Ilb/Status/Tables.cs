using Spectre.Console;

namespace Ilb.Status;

/// <summary>Tables whose cells are plain text, whatever is in it.</summary>
internal static class Tables
{
    public static Table Columns(params ReadOnlySpan<string> names)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in names)
            table.AddColumn(new TableColumn(Markup.Escape(name)).NoWrap());
        return table;
    }

    public static void Row(Table table, params ReadOnlySpan<string> cells)
    {
        var row = new List<Text>();
        foreach (var cell in cells)
            row.Add(new Text(cell));
        while (row.Count < table.Columns.Count)
            row.Add(new Text(""));
        table.AddRow(row);
    }
}
