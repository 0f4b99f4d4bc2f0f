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
    public async Task A_body_that_is_too_large_is_read_to_its_end_and_takes_no_room()
    {
        for (var i = 0; i < 40; i++)
        {
            using var stream = new MemoryStream(new byte[Largest + 1]);
            var refused = await FluentActions.Awaiting(() => _budget.Open(s_one).ReadAsync(stream, Cancellation)).Should().ThrowAsync<ApiException>();
            refused.Which.Message.Should().Contain($"{Largest}");
            stream.Position.Should().Be(Largest + 1);
        }
    }

    [Fact]
    public async Task What_a_subscription_has_no_room_for_is_refused_and_others_have_theirs()
    {
        var held = Enumerable.Range(0, 64).Select(_ => _budget.Open(s_one)).ToList();
        foreach (var share in held)
            await ReadAsync(share, Largest / 2);
        using var late = _budget.Open(s_one);
        (await FluentActions.Awaiting(() => ReadAsync(late, 1)).Should().ThrowAsync<ApiException>()).Which.Code.Should().Be("ServerBusy");
        late.Dispose();
        using (var others = _budget.Open(s_other))
            await ReadAsync(others, Largest);

        held[0].Dispose();
        using var next = _budget.Open(s_one);
        await ReadAsync(next, Largest / 2);
    }

    private static Task<ReadOnlyMemory<byte>> ReadAsync(BodyBudget.Share share, int bytes) => share.ReadAsync(new MemoryStream(new byte[bytes]), Cancellation);
}
