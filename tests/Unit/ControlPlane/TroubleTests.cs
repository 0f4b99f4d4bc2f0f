using System.Net;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Resources;
using Ilb.ControlPlane.Store;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>What the owner of the state does when its store fails.</summary>
public sealed class TroubleTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-trouble-").FullName;
    private readonly TroubledStore _store;
    private readonly StateOwner _owner;

    public TroubleTests()
    {
        _store = new TroubledStore(new SqliteStateStore(Path.Combine(_folder, "state.db")));
        _owner = new StateOwner(
            _store, new Catalogue(["West US"], ["ilb-responder"], ["Small"]), new SnapshotFeed(),
            new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)), NullLoggerFactory.Instance);
    }

    [Fact]
    public async Task Full_disk_refuses_changes_is_told_and_is_over_with_the_next_write_that_works()
    {
        await ChangeAsync("before");
        _store.DiskIsFull = true;
        (await FluentActions.Awaiting(() => ChangeAsync("meanwhile")).Should().ThrowAsync<StoreException>()).WithMessage("*no space left*");
        _owner.Trouble.Should().Contain("no space left", "reading still works, writing does not");
        Names().Should().Equal("before");

        _store.DiskIsFull = false;
        await ChangeAsync("after");
        _owner.Trouble.Should().BeNull();
        Names().Should().Equal("after", "before");
    }

    [Fact]
    public async Task State_that_cannot_be_read_back_ends_nothing()
    {
        await ChangeAsync("before");
        (_store.DiskIsFull, _store.IsDamaged) = (true, true);
        await FluentActions.Awaiting(() => ChangeAsync("meanwhile")).Should().ThrowAsync<StoreException>();

        (_store.DiskIsFull, _store.IsDamaged) = (false, false);
        await ChangeAsync("after");
        Names().Should().Equal("after", "before");
    }

    [Fact]
    public async Task Damaged_document_is_told_as_a_store_that_cannot_be_read()
    {
        await ChangeAsync("before");
        _store.IsDamaged = true;
        var opening = () => new StateOwner(
            _store, new Catalogue([], [], []), new SnapshotFeed(),
            new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)), NullLoggerFactory.Instance);
        opening.Should().Throw<StoreException>().WithMessage("Can't read the documents*");
    }

    [Theory]
    [InlineData(true, "500 InternalError: Nothing changed. *no space left*")]
    [InlineData(false, "503 ServerBusy: Nothing changed: the service is stopping or another one took over. Try again.")]
    public async Task What_could_not_be_stored_is_answered_with_the_code_of_the_classic_service(bool diskIsFull, string answer)
    {
        (_store.DiskIsFull, _store.IsStale) = (diskIsFull, !diskIsFull);
        var request = new ApiRequest(Guid.NewGuid().ToString("N"), Guid.NewGuid(), new DateOnly(2014, 10, 1), new Dictionary<string, string>(), new Dictionary<string, string>(), default);
        var command = new AddSubscription(request.Subscription, "another", new ManagementCertificate(new string('A', 64)));
        var refused = (await FluentActions.Awaiting(() => new Changes(_owner).DoAsync(request, command, ApiAnswer.Done)).Should().ThrowAsync<ApiException>()).Which;
        $"{(int)refused.Status} {refused.Code}: {refused.Message}".Should().Match(answer);
        (_store.DiskIsFull, _store.IsStale) = (false, false);
        Names().Should().BeEmpty();
    }

    /// <summary>What the watchdog of the service manager asks.</summary>
    [Fact]
    public async Task Owner_whose_write_does_not_end_is_told_as_one_that_hangs_until_it_does()
    {
        var twoBeats = TimeSpan.FromSeconds(2);
        _owner.IsTurning(twoBeats).Should().BeTrue();
        _store.Held.Reset();
        var change = ChangeAsync("held");
        await UntilAsync(() => !_owner.IsTurning(twoBeats));
        _store.Held.Set();
        await change;
        await UntilAsync(() => _owner.IsTurning(twoBeats));

        async Task UntilAsync(Func<bool> condition)
        {
            for (var tries = 0; !condition(); tries++)
            {
                tries.Should().BeLessThan(500);
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _store.Held.Set();
        await _owner.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> Names() => _owner.Current.Desired.Subscriptions.Select(s => s.Name).Order(StringComparer.Ordinal);

    private async Task ChangeAsync(string name)
    {
        var command = new AddSubscription(Guid.NewGuid(), name, new ManagementCertificate(new string(name[0], 64)));
        var outcome = await _owner.ChangeAsync(new ChangeRequest(Guid.NewGuid().ToString("N"), command, "", "", IsAsynchronous: false, []));
        outcome.Should().BeOfType<Accepted>();
    }
}
