using AwesomeAssertions;
using Ilb.ControlPlane;
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
    public void A_file_of_a_newer_ilb_is_refused_and_both_versions_are_named()
    {
        Open().Dispose();
        Execute("INSERT INTO written VALUES (99, '7.8.9'); PRAGMA user_version = 99");
        var open = () => Open();
        open.Should().Throw<StoreException>().WithMessage(
            $"Can't open the state in {Path}: ilb 7.8.9 wrote it, in format 99; this is ilb {IlbBuild.Version}, which knows formats up to {StoreFormat.Current}. Start the newer ilb, or restore a backup*");
        File.WriteAllText($"{Path}.format{StoreFormat.Current}", "");
        open.Should().Throw<StoreException>().WithMessage($"*or put {Path}.format{StoreFormat.Current}, the state before that ilb, in its place and remove the files -wal and -shm beside it");
    }

    [Fact]
    public void A_file_of_an_older_ilb_becomes_one_of_this_and_the_former_is_kept_beside_it()
    {
        File.Copy(System.IO.Path.Combine(AppContext.BaseDirectory, "ControlPlane/Earlier/format-1.db"), Path);
        var former = Scalar("SELECT group_concat(key || content) FROM document");
        using (var store = new SqliteStateStore(Path))
        {
            store.FormerFormat.Should().Be(1);
            store.Load().Documents.Should().HaveCount(6);
        }

        Scalar("SELECT max(format) || build FROM written").Should().Be($"{StoreFormat.Current}{IlbBuild.Version}");
        var kept = Path + ".format1";
        Scalar("PRAGMA user_version", kept).Should().Be(1L);
        Scalar("SELECT group_concat(key || content) FROM document", kept).Should().Be(former);
        File.GetUnixFileMode(kept).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var again = new SqliteStateStore(Path);
        again.FormerFormat.Should().BeNull("once is enough");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_by_name()
    {
        File.WriteAllText(Path, new string('x', 5000));
        var open = () => Open();
        open.Should().Throw<StoreException>().WithMessage($"Can't open the state in {Path}: the file is damaged. Restore a backup*");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Execute(string text) => Scalar(text);

    private object? Scalar(string text, string? path = null)
    {
        using var connection = new SqliteConnection($"Data Source={path ?? Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    protected override IStateStore Open() => new SqliteStateStore(Path);
}
