using System.Globalization;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Documents;
using Ilb.ControlPlane.Operations;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Which operations of many a client gets.</summary>
public sealed class OperationListTests
{
    private static readonly Guid Own = Guid.NewGuid();
    private static readonly DateTimeOffset Noon = new(2014, 5, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("StartTime=2014-05-20T12:00:00Z&EndTime=2014-05-20T12:00:00Z", 1)]
    [InlineData("StartTime=2014-05-20T12:00:00&EndTime=2014-05-20T12:00:00", 1)]
    [InlineData("StartTime=2014-05-20T14:00:00+02:00&EndTime=2014-05-20T14:00:00+02:00", 1)]
    [InlineData("StartTime=2014-05-20T12:00:01Z&EndTime=2014-05-21", 0)]
    [InlineData("StartTime=2014-05-20&EndTime=2014-05-20T11:59:59Z", 0)]
    [InlineData("StartTime=2014-05-20&EndTime=2014-05-21&ObjectIdFilter=MYWEBSITE1/Web1", 1)]
    [InlineData("StartTime=2014-05-20&EndTime=2014-05-21&ObjectIdFilter=MyWebsite1", 0)]
    [InlineData("StartTime=2014-05-20&EndTime=2014-05-21&OperationResultFilter=SUCCEEDED", 1)]
    [InlineData("StartTime=2014-05-20&EndTime=2014-05-21&OperationResultFilter=Failed", 0)]
    [InlineData("StartTime=2014-05-20&EndTime=2014-05-21&ObjectIdFilter=&OperationResultFilter=&ContinuationToken=", 1)]
    public void An_operation_is_in_the_list_if_all_that_is_asked_for_is_so(string query, int count) =>
        PageOf([Operation(0)], query).SubscriptionOperations.Should().HaveCount(count);

    [Fact]
    public void Operations_of_others_are_in_no_list() =>
        PageOf([Operation(0) with { Subscription = Guid.NewGuid() }]).SubscriptionOperations.Should().BeEmpty();

    [Fact]
    public void A_hundred_are_one_page() => PageOf(Several(100)).Should().Match<SubscriptionOperationCollection>(
        page => page.SubscriptionOperations!.Count == 100 && page.ContinuationToken == null);

    [Fact]
    public void One_more_is_on_the_next_page_also_when_the_last_of_the_first_is_forgotten_meanwhile()
    {
        var all = Several(101);
        var first = PageOf(all);
        first.SubscriptionOperations.Should().HaveCount(100);
        var rest = PageOf(all.Where(operation => operation.Id != first.SubscriptionOperations![^1].OperationId), $"StartTime=2014-05-20&EndTime=2014-05-21&ContinuationToken={first.ContinuationToken}");
        rest.SubscriptionOperations!.Select(operation => operation.OperationId).Should().Equal(all.Select(operation => operation.Id).Except(first.SubscriptionOperations!.Select(o => o.OperationId)));
        rest.ContinuationToken.Should().BeNull();
    }

    [Fact]
    public async Task The_service_lists_them_a_page_at_a_time()
    {
        const int changes = 101;
        await using var service = await TestService.StartAsync();
        for (var i = 0; i < changes; i++)
            await service.PutNetworkAsync();
        const string always = "operations?StartTime=2014-05-20T08:00:00Z&EndTime=2114-05-20T08:00:00Z";
        var first = (await service.GetAsync(always)).As<SubscriptionOperationCollection>();
        var rest = (await service.GetAsync($"{always}&ContinuationToken={first.ContinuationToken}")).As<SubscriptionOperationCollection>();
        rest.ContinuationToken.Should().BeNull();
        var all = first.SubscriptionOperations!.Concat(rest.SubscriptionOperations!).ToList();
        all.Select(operation => operation.OperationId).Distinct().Should().HaveCount(changes);
        all.Should().BeInAscendingOrder(operation => operation.OperationStartedTime).And.OnlyContain(operation => operation.OperationStatus!.Status == "Succeeded");
        (await service.GetAsync($"{always}&OperationResultFilter=Failed")).As<SubscriptionOperationCollection>().SubscriptionOperations.Should().BeEmpty();
    }

    /// <summary>Of one moment, the newest first: time alone gives them no order.</summary>
    private static List<OperationRecord> Several(int count) => [.. Enumerable.Range(0, count).Reverse().Select(Operation)];

    private static OperationRecord Operation(int number) => new(
        number.ToString("x32", CultureInfo.InvariantCulture), Own, "Start role", "MyWebsite1/web1", OperationStatus.Succeeded, Noon, Noon.AddMinutes(2), [], [], "owner", Noon, Noon.AddSeconds(1), 200);

    private static SubscriptionOperationCollection PageOf(IEnumerable<OperationRecord> operations, string query = "StartTime=2014-05-20&EndTime=2014-05-21")
    {
        var asked = query.Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        return new OperationListRequest(new ApiRequest(new string('0', 32), Own, new DateOnly(2014, 10, 1), new Dictionary<string, string>(), asked, default)).PageOf(operations);
    }
}
