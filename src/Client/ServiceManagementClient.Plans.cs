using System.Threading;
using System.Threading.Tasks;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    private const string Plans = "ilb/plans";

    /// <summary>Begins a plan; its id. Another client that is told it works on the plan's shadow of the state.</summary>
    public Task<string> BeginPlanAsync(CancellationToken cancel = default) => ChangeAsync(System.Net.Http.HttpMethod.Post, Plans, null, cancel);

    /// <summary>What the plan would do, as JSON.</summary>
    public Task<string> GetPlanAsync(string plan, CancellationToken cancel = default) => GetJsonAsync($"plans/{Escape(plan)}", cancel);

    public Task<string> EndPlanAsync(string plan, CancellationToken cancel = default) => DeleteAsync(PlanPath(plan), cancel);

    private static string PlanPath(string plan) => $"{Plans}/{Escape(plan)}";
}
