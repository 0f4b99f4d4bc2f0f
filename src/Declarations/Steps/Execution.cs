using Ilb.Client;

namespace Ilb.Declarations.Steps;

/// <summary>Does steps at a service, in force or on the shadow of a plan.</summary>
public static class Execution
{
    /// <summary>Tries all steps, whatever becomes of those before.</summary>
    /// <param name="client">Of a plan: what is refused there was never done.</param>
    public static async Task<IReadOnlyList<Refusal>> RehearseAsync(ServiceManagementClient client, IEnumerable<Step> steps, CancellationToken cancellation)
    {
        var refusals = new List<Refusal>();
        foreach (var step in steps)
            if (await DoAsync(client, step, cancellation) is { } refusal)
                refusals.Add(refusal);
        return refusals;
    }

    /// <summary>Does one step to its end; null when it succeeded.</summary>
    /// <exception cref="ServiceManagementException">The service can't be asked.</exception>
    public static async Task<Refusal?> DoAsync(ServiceManagementClient client, Step step, CancellationToken cancellation)
    {
        try
        {
            var operation = await step.Send(client, cancellation);
            if (step.IsOperation)
                await client.WaitForOperationAsync(operation, cancellation);
            return null;
        }
        catch (ServiceManagementException e) when (e.Status is not null)
        {
            return new Refusal(step.What, e.Code, e.Message);
        }
    }
}
