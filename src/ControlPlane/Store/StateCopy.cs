using Microsoft.Data.Sqlite;

namespace Ilb.ControlPlane.Store;

/// <summary>Reads the documents of a store that another process serves.</summary>
public static class StateCopy
{
    /// <param name="copy">Where a copy may be while it is read; gone afterwards.</param>
    /// <returns>Key and JSON.</returns>
    /// <exception cref="StoreException">It can't be copied or read.</exception>
    public static IReadOnlyDictionary<string, string> Documents(string path, string copy)
    {
        try
        {
            StoreFile.Copy(path, copy);
            return StoreFile.Use("read the state", copy, Read);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static SortedDictionary<string, string> Read(SqliteConnection connection)
    {
        using var command = new SqliteCommand("SELECT key, content FROM document", connection);
        using var row = command.ExecuteReader();
        var documents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (row.Read())
            documents[row.GetString(0)] = row.GetString(1);
        return documents;
    }
}
