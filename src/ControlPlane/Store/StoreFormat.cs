using Ilb.ControlPlane.Identity;
using Microsoft.Data.Sqlite;

namespace Ilb.ControlPlane.Store;

/// <summary>
/// The format of the store's file, a number that the file itself has. Each step makes the next format of the one before, also of an
/// empty file. A step that was released never changes; a new format is a new step at the end.
/// </summary>
public static class StoreFormat
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TRIGGER counter_grows BEFORE UPDATE ON counter WHEN NEW.value <= OLD.value
            BEGIN SELECT RAISE(ABORT, 'a counter only grows'); END;
        INSERT INTO counter VALUES ('revision', 0), ('snapshot', 1);
        CREATE TABLE document (key TEXT PRIMARY KEY, revision INTEGER NOT NULL, content TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE operation (id TEXT PRIMARY KEY, finished INTEGER, content TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE observed (key TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
        """,
        // Which ilb made the file what it is: an older one that is started on it says so. Every later format has this table.
        "CREATE TABLE written (format INTEGER PRIMARY KEY, build TEXT NOT NULL);",
        // Of a management certificate more is kept than its thumbprint.
        """
        UPDATE document SET content = json_set(content, '$.certificates', json((
            SELECT json_group_array(json_object('sha256', one.value)) FROM json_each(document.content, '$.certificates') AS one)))
        WHERE key LIKE 'subscriptions/%' AND key NOT LIKE 'subscriptions/%/%';
        """,
    ];

    /// <summary>The one that this program writes, and the newest that it reads.</summary>
    public static int Current => Steps.Length;

    /// <summary>Of what is stored in a data folder, also while somebody serves from it; null where nothing is.</summary>
    public static int? Of(string dataDirectory)
    {
        if (DataFolder.Find(dataDirectory)?.StoreFile is not { } file || !File.Exists(file))
            return null;
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What is to be done to a file of that format; none: 0.</summary>
    internal static IEnumerable<string> StepsFrom(int format) => Steps.Skip(format);

    /// <summary>Where the file of a former format is kept when it becomes one of this.</summary>
    internal static string KeptPath(string store, int format) => FormattableString.Invariant($"{store}.format{format}");

    /// <param name="build">Of the ilb that wrote it; null: it does not say.</param>
    internal static string Refusal(string store, int format, string? build)
    {
        var kept = KeptPath(store, Current);
        return $"ilb {build ?? "(a newer one)"} wrote it, in format {format}; this is ilb {IlbBuild.Version}, which knows formats up to {Current}. Start the newer ilb, "
            + (File.Exists(kept) ? $"or put {kept}, the state before that ilb, in its place and remove the files -wal and -shm beside it" : "or restore a backup from before it: 'ilb restore'");
    }
}
