using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Ilb.Client;

public sealed partial class ServiceManagementClient
{
    /// <summary>The environment variable that names the plan to work on.</summary>
    public const string PlanVariable = "ILB_PLAN";

    private const string Plans = "ilb/plans";

    /// <summary>The plan that the environment names; null: the state in force is meant.</summary>
    public static string? NamedPlan => Environment.GetEnvironmentVariable(PlanVariable) is { Length: > 0 } plan ? plan : null;

    /// <summary>Begins a plan; its id. Another client that is told it works on the plan's shadow of the state.</summary>
    public Task<string> BeginPlanAsync(CancellationToken cancel = default) => ChangeAsync(HttpMethod.Post, Plans, null, cancel);

    /// <summary>What the plan would do, as JSON.</summary>
    public Task<string> GetPlanAsync(string plan, CancellationToken cancel = default) => GetJsonAsync($"plans/{Escape(plan)}", cancel);

    public Task<string> EndPlanAsync(string plan, CancellationToken cancel = default) => DeleteAsync(PlanPath(plan), cancel);

    private static string PlanPath(string plan) => $"{Plans}/{Escape(plan)}";
}
