using System.Collections.Immutable;
using Ilb.Model.Desired;
using Wire = Ilb.Contracts.Packages;

namespace Ilb.ControlPlane.Documents;

/// <summary>What a .csdef file says.</summary>
internal static class DefinitionRequests
{
    public static ServiceDefinition Of(Wire.ServiceDefinition document) => new(
        [.. document.WebRoles.Select(role => Of(role, true)), .. document.WorkerRoles.Select(role => Of(role, false))],
        [.. (document.LoadBalancerProbes ?? []).Select(Of)]);

    /// <summary>What it has that nothing here makes use of, a sentence each.</summary>
    public static ImmutableArray<string> Unused(Wire.ServiceDefinition document) =>
    [
        .. document.Unused.Select(name => Sentence("ServiceDefinition", name)),
        .. document.WebRoles.SelectMany(role => Unused(role, "WebRole")),
        .. document.WorkerRoles.SelectMany(role => Unused(role, "WorkerRole")),
    ];

    public static string Sentence(string place, string name) => $"{place}: {name} was accepted, not used.";

    private static IEnumerable<string> Unused(Wire.RoleDefinition role, string kind) =>
        role.Unused
            .Concat(role.Endpoints?.Unused ?? [])
            .Concat(role.Runtime?.EntryPoint?.Unused ?? [])
            .Concat((role.Runtime?.Environment ?? []).SelectMany(variable => variable.Unused))
            .Distinct()
            .Select(name => Sentence($"{kind}[{role.Name}]", name));

    private static RoleDefinition Of(Wire.RoleDefinition document, bool isWeb) => new(
        document.Name ?? "",
        isWeb,
        Absent(document.VMSize),
        Absent(document.Runtime?.EntryPoint?.ProgramEntryPoint?.CommandLine),
        (document.Runtime?.Environment ?? []).Aggregate(
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
            (variables, variable) => variables.SetItem(variable.Name ?? "", variable.Value ?? "")),
        [.. (document.ConfigurationSettings ?? []).Select(setting => setting.Name ?? "")],
        [.. (document.Endpoints?.InputEndpoints ?? []).Select(Of)]);

    private static EndpointDefinition Of(Wire.InputEndpointDefinition document) => new(
        document.Name ?? "",
        document.Protocol,
        document.Port,
        Absent(document.LocalPort),
        Absent(document.LoadBalancer),
        Absent(document.LoadBalancerProbe),
        Absent(document.LoadBalancerDistribution),
        document.IdleTimeoutInMinutes);

    private static ProbeDefinition Of(Wire.ProbeDefinition document) => new(
        document.Name ?? "", document.Protocol, document.Port, Absent(document.Path), document.IntervalInSeconds, document.TimeoutInSeconds);

    private static string? Absent(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
