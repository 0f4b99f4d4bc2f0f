using System.Text.Json;
using Ilb.Client;
using Ilb.ControlPlane.Plans;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Service;
using Ilb.Declarations.Steps;

namespace Ilb.Declaring;

/// <summary>
/// Makes what is wished true. All steps are tried on the shadow of a plan first: what the service would refuse is known before
/// anything is done, and then nothing is.
/// </summary>
internal sealed class Application(AzureSubscription subscription, IReadOnlyList<string>? mayEmpty = null)
{
    /// <param name="only">Only finds out what would be done.</param>
    /// <param name="say">Hears of each step as it begins, and null as it has ended well.</param>
    /// <exception cref="ServiceManagementException">The service can't be asked.</exception>
    public async Task<ApplyReport> RunAsync(Declaration wished, bool prune, bool only, Action<ApplyReport> planned, Action<Step?> say, CancellationToken cancellation)
    {
        using var client = new ServiceManagementClient(subscription) { MayEmpty = mayEmpty ?? [] };
        var wish = (await Existing.ReadAsync(client, cancellation: cancellation)).Wish(wished, prune);
        var steps = wish.Steps();
        var report = new ApplyReport(wish.Changes(), [.. steps.Select(step => step.What)], wish.Problems());
        if (report.Problems.Count == 0 && steps.Count > 0)
            report = await RehearseAsync(client, report, steps, cancellation);
        planned(report);
        return only || report.IsRefused ? report : await DoAsync(client, report, steps, say, cancellation);
    }

    private async Task<ApplyReport> RehearseAsync(ServiceManagementClient client, ApplyReport report, IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        var plan = await client.BeginPlanAsync(cancellation);
        try
        {
            using var shadow = new ServiceManagementClient(subscription, plan) { MayEmpty = mayEmpty ?? [] };
            var refused = await Execution.RehearseAsync(shadow, steps, cancellation);
            var found = JsonSerializer.Deserialize<PlanReport>(await client.GetPlanAsync(plan, cancellation), JsonSerializerOptions.Web)!;
            // The refusals are told with their steps.
            return report with { Refused = refused, Plan = found with { Problems = [] } };
        }
        finally
        {
            await client.EndPlanAsync(plan, CancellationToken.None);
        }
    }

    private static async Task<ApplyReport> DoAsync(
        ServiceManagementClient client, ApplyReport report, IReadOnlyList<Step> steps, Action<Step?> say, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            say(step);
            if (await TryAsync(client, step, cancellation) is { } refusal)
                return report with { Failed = refusal };
            say(null);
            report = report with { Done = report.Done + 1 };
        }

        return report;
    }

    /// <summary>A service that is gone in the midst of it is one more way to fail: what was done has to be told.</summary>
    private static async Task<Refusal?> TryAsync(ServiceManagementClient client, Step step, CancellationToken cancellation)
    {
        try
        {
            return await Execution.DoAsync(client, step, cancellation);
        }
        catch (ServiceManagementException e)
        {
            return new Refusal(step.What, e.Code, e.Message);
        }
        catch (OperationCanceledException)
        {
            return new Refusal(step.What, "Interrupted", "It was interrupted while this went on, and may be done all the same.");
        }
    }
}
