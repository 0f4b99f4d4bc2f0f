using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Ilb.ControlPlane.Store;

/// <summary>The store's file as a whole, also while a process serves it.</summary>
internal static class StoreFile
{
    /// <summary>For its owner only: it has keys. SQLite gives its log the permissions of the file.</summary>
    public static void Make(string path, FileMode mode)
    {
        using var made = new FileStream(path, new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    /// <summary>Writes all that was committed into a file of its own, which is whole or not there. What is copied is not changed, whichever ilb wrote it.</summary>
    public static void Copy(string path, string target) => Use("copy the state", path, connection =>
    {
        var temporary = target + ".new";
        File.Delete(temporary);
        Make(temporary, FileMode.CreateNew);
        using var copy = new SqliteCommand("VACUUM INTO $path", connection);
        copy.Parameters.AddWithValue("$path", temporary);
        copy.ExecuteNonQuery();
        File.Move(temporary, target, overwrite: true);
        return true;
    });

    /// <summary>Whether this ilb can serve a file that nobody serves; its revision.</summary>
    /// <exception cref="StoreException">The file is damaged, or of a newer ilb.</exception>
    public static long Examine(string path) => Use("use the state", path, connection =>
    {
        var found = Scalar(connection, "PRAGMA integrity_check");
        if (found is not "ok")
            throw new InvalidDataException($"the file is damaged: {found}");
        if (FormatOf(connection) is var format && format > StoreFormat.Current)
            throw new InvalidDataException(StoreFormat.Refusal(path, format, WriterOf(connection)));
        return Convert.ToInt64(Scalar(connection, "SELECT value FROM counter WHERE name = 'revision'"), CultureInfo.InvariantCulture);
    });

    public static int FormatOf(SqliteConnection connection) => Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);

    /// <summary>Which ilb gave the file its format; null: it does not say.</summary>
    public static string? WriterOf(SqliteConnection connection) => Scalar(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'written'") is 1L
        ? Scalar(connection, "SELECT build FROM written ORDER BY format DESC LIMIT 1") as string
        : null;

    public static T Use<T>(string operation, string path, Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ToString());
            connection.Open();
            return work(connection);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StoreException(operation, path, error);
        }
    }

    private static object? Scalar(SqliteConnection connection, string text)
    {
#pragma warning disable CA2100 // Every text is a constant of this file.
        using var command = new SqliteCommand(text, connection);
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
