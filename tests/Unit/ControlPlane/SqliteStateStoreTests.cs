using AwesomeAssertions;
using Ilb.ControlPlane.Store;
using Ilb.Model.Documents;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class SqliteStateStoreTests : StateStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-store-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "state.db");

    [Fact]
    public void The_file_itself_refuses_a_revision_that_does_not_grow()
    {
        using (var store = Open())
            store.Commit(new StoreChange(0, [new StoredDocument("a", "1")], null));
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE counter SET value = 1 WHERE name = 'revision'";
        var back = () => command.ExecuteNonQuery();
        back.Should().Throw<SqliteException>().WithMessage("*only grows*");
    }

    [Fact]
    public void It_writes_ahead_and_flushes_every_commit()
    {
        using var store = Open();
        File.Exists(Path + "-wal").Should().BeTrue();
    }

    [Fact]
    public void A_file_of_a_newer_ilb_is_refused_by_name()
    {
        Open().Dispose();
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        var open = () => Open();
        open.Should().Throw<StoreException>().WithMessage($"Can't open the state in {Path}: it was written by a newer ilb*");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_by_name()
    {
        File.WriteAllText(Path, new string('x', 5000));
        var open = () => Open();
        open.Should().Throw<StoreException>().WithMessage($"Can't open the state in {Path}: the file is damaged. Restore a backup*");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override IStateStore Open() => new SqliteStateStore(Path);
}
