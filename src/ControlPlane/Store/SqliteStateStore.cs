using System.Globalization;
using System.Text.Json;
using Ilb.ControlPlane.Operations;
using Ilb.Model.Documents;
using Ilb.Model.Projection;
using Microsoft.Data.Sqlite;

namespace Ilb.ControlPlane.Store;

/// <summary>
/// The store of a single machine: one SQLite file, write-ahead log, every commit flushed to the disk. The file itself refuses a
/// revision that does not grow.
/// </summary>
public sealed class SqliteStateStore : IStateStore
{
    /// <summary>SQLite's result codes for a file that is not its own or no longer whole.</summary>
    private const int Corrupt = 11, NotADatabase = 26;

    private readonly string _path;
    private readonly SqliteConnection _connection;

    public SqliteStateStore(string path)
    {
        _path = path;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        Do("open the state", () =>
        {
            StoreFile.Make(path, FileMode.OpenOrCreate);
            _connection.Open();
            Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
            return Migrate();
        });
    }

    /// <summary>The format that the file had when it was opened, where that was a former one.</summary>
    public int? FormerFormat { get; private set; }

    public StoredState Load() => Do("load the state", () =>
    {
        using var transaction = _connection.BeginTransaction(deferred: true);
        var documents = Rows("SELECT key, content FROM document", row => new StoredDocument(row.GetString(0), row.GetString(1)));
        var operations = Rows(
            "SELECT content FROM operation", row => JsonSerializer.Deserialize<OperationRecord>(row.GetString(0), StoredJson.Options)!);
        var health = Rows("SELECT content FROM observed WHERE key = 'health'", row => StoredHealth.Read(row.GetString(0)));
        return new StoredState(Counter("revision"), documents, operations, health.FirstOrDefault());
    });

    public void Commit(StoreChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Do("store a change", () =>
        {
            using var transaction = _connection.BeginTransaction();
            var current = Counter("revision");
            if (current != change.From)
                throw new StaleRevisionException(change.From, current);
            Count("revision", current + 1);
            foreach (var document in change.Documents)
                Put(document, current + 1);
            if (change.Operation is { } operation)
                Put(operation);
            transaction.Commit();
            return true;
        });
    }

    public void Save(IReadOnlyCollection<OperationRecord> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        Do("store operations", () =>
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var operation in operations)
                Put(operation);
            transaction.Commit();
            return true;
        });
    }

    public void Remember(EffectiveHealth health) => Do("store the health", () => Execute(
        "INSERT INTO observed VALUES ('health', $content) ON CONFLICT (key) DO UPDATE SET content = $content",
        ("$content", StoredHealth.Write(health))));

    public void Forget(IReadOnlyCollection<string> operations) => Do("forget old operations", () =>
        Execute("DELETE FROM operation WHERE id IN (SELECT value FROM json_each($ids))", ("$ids", JsonSerializer.Serialize(operations))));

    public long ReserveSnapshotRevisions(int count) => Do("set snapshot revisions aside", () =>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var transaction = _connection.BeginTransaction();
        var first = Counter("snapshot");
        Count("snapshot", first + count);
        transaction.Commit();
        return first;
    });

    public void Dispose() => _connection.Dispose();

    private bool Migrate()
    {
        var format = StoreFile.FormatOf(_connection);
        if (format > StoreFormat.Current)
            throw new InvalidDataException(StoreFormat.Refusal(_path, format, StoreFile.WriterOf(_connection)));
        if (format == StoreFormat.Current)
            return true;
        if (format > 0)
            StoreFile.Copy(_path, StoreFormat.KeptPath(_path, format));
        using var transaction = _connection.BeginTransaction();
        foreach (var step in StoreFormat.StepsFrom(format))
            Execute(step);
        Execute(
            "INSERT INTO written VALUES ($format, $build)", ("$format", StoreFormat.Current), ("$build", IlbBuild.Version));
        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {StoreFormat.Current}"));
        transaction.Commit();
        FormerFormat = format > 0 ? format : null;
        return true;
    }

    private void Put(StoredDocument document, long revision)
    {
        if (document.Json is not { } content)
        {
            Execute("DELETE FROM document WHERE key = $key", ("$key", document.Key));
            return;
        }

        Execute(
            "INSERT INTO document VALUES ($key, $revision, $content) ON CONFLICT (key) DO UPDATE SET revision = $revision, content = $content",
            ("$key", document.Key), ("$revision", revision), ("$content", content));
    }

    private void Put(OperationRecord operation) => Execute(
        "INSERT INTO operation VALUES ($id, $finished, $content) ON CONFLICT (id) DO UPDATE SET finished = $finished, content = $content",
        ("$id", operation.Id),
        ("$finished", operation.Finished?.ToUnixTimeMilliseconds() ?? (object)DBNull.Value),
        ("$content", JsonSerializer.Serialize(operation, StoredJson.Options)));

    private long Counter(string name) =>
        Convert.ToInt64(Scalar("SELECT value FROM counter WHERE name = $name", ("$name", name)), CultureInfo.InvariantCulture);

    private void Count(string name, long value) =>
        Execute("UPDATE counter SET value = $value WHERE name = $name", ("$name", name), ("$value", value));

    private SqliteCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this assembly.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private int Execute(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(text, parameters);
        return command.ExecuteNonQuery();
    }

    private object? Scalar(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(text, parameters);
        return command.ExecuteScalar();
    }

    private List<T> Rows<T>(string text, Func<SqliteDataReader, T> read)
    {
        using var command = Command(text);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private T Do<T>(string operation, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is NotADatabase or Corrupt)
        {
            var damaged = new InvalidDataException(
                "the file is damaged. Restore a backup of it, or move it away together with its -wal and -shm: the next start then begins with nothing.",
                error);
            throw new StoreException(operation, _path, damaged);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or InvalidDataException
                                            or JsonException or FormatException)
        {
            throw new StoreException(operation, _path, error);
        }
    }
}
