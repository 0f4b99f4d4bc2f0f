using AwesomeAssertions;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Api;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>What a subscription may have in memory and in work at once; 32 bodies of 100 KB here.</summary>
public sealed class BodyBudgetTests
{
    private const int Largest = 100_000;

    private static readonly Guid s_one = Guid.NewGuid(), s_other = Guid.NewGuid();

    private readonly BodyBudget _budget = new(new ServiceLimits { BodyBytes = Largest });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Large_bodies_of_a_subscription_are_worked_on_one_after_the_other_and_hold_up_nothing_else()
    {
        var first = _budget.Open(s_one);
        await ReadAsync(first, Largest);
        using var second = _budget.Open(s_one);
        var waiting = ReadAsync(second, Largest);
        using (var small = _budget.Open(s_one))
            await ReadAsync(small, 1_000);
        using (var others = _budget.Open(s_other))
            await ReadAsync(others, Largest);

        waiting.IsCompleted.Should().BeFalse("the first is worked on");
        first.Dispose();
        (await waiting).Length.Should().Be(Largest);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_takes_no_turn_and_no_room()
    {
        var first = _budget.Open(s_one);
        await ReadAsync(first, Largest);
        using var impatient = new CancellationTokenSource();
        using (var gone = _budget.Open(s_one))
        {
            var waiting = gone.ReadAsync(new MemoryStream(new byte[Largest]), impatient.Token);
            await impatient.CancelAsync();
            await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        }

        using var next = _budget.Open(s_one);
        var another = ReadAsync(next, Largest);
        another.IsCompleted.Should().BeFalse("the first is still worked on");
        first.Dispose();
        await another;
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_its_end()
    {
        using var share = _budget.Open(s_one);
        using var stream = new MemoryStream(new byte[10 * Largest]);
        var refused = await FluentActions.Awaiting(() => share.ReadAsync(stream, Cancellation)).Should().ThrowAsync<ApiException>();
        refused.Which.Message.Should().Contain($"{Largest}");
        stream.Position.Should().BeLessThan(2 * Largest);
    }

    [Fact]
    public async Task What_waits_too_long_for_its_turn_is_refused_and_takes_none()
    {
        var budget = new BodyBudget(new ServiceLimits { BodyBytes = Largest, LargeBodyPatience = TimeSpan.FromMilliseconds(50) });
        var first = budget.Open(s_one);
        await ReadAsync(first, Largest);
        using (var second = budget.Open(s_one))
            (await FluentActions.Awaiting(() => ReadAsync(second, Largest)).Should().ThrowAsync<ApiException>()).Which.Code.Should().Be("ServerBusy");
        first.Dispose();
        using var next = budget.Open(s_one);
        await ReadAsync(next, Largest);
    }

    [Fact]
    public async Task What_a_subscription_has_no_room_for_is_refused_and_others_have_theirs()
    {
        var held = Enumerable.Range(0, 320).Select(_ => _budget.Open(s_one)).ToList();
        foreach (var share in held)
            await ReadAsync(share, Largest / 10);
        using var late = _budget.Open(s_one);
        (await FluentActions.Awaiting(() => ReadAsync(late, 1)).Should().ThrowAsync<ApiException>()).Which.Code.Should().Be("ServerBusy");
        late.Dispose();
        using (var others = _budget.Open(s_other))
            await ReadAsync(others, Largest);

        held[0].Dispose();
        using var next = _budget.Open(s_one);
        await ReadAsync(next, Largest / 10);
    }

    private static Task<ReadOnlyMemory<byte>> ReadAsync(BodyBudget.Share share, int bytes) => share.ReadAsync(new MemoryStream(new byte[bytes]), Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
}
