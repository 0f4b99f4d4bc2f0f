using Ilb.ControlPlane.Identity;
using Microsoft.Data.Sqlite;

namespace Ilb.ControlPlane.Store;

/// <summary>The number of a store's format. A program opens stores of its own and of earlier ones, never of a later one.</summary>
public static class StoreFormat
{
    /// <summary>The one that this program writes.</summary>
    public static int Known => SqliteStateStore.SchemaVersion;

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
}
