using System.Collections.Immutable;
using Ilb.Model.Commands;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

/// <summary>What endpoints a request asks for. The Vip of an answer comes back in updates and says nothing new.</summary>
internal static class EndpointRequests
{
    public static ImmutableArray<EndpointRequest> Of(IEnumerable<Wire.InputEndpoint>? documents) =>
        documents is null ? [] : [.. documents.Select(Of)];

    /// <summary>There is one public address, so none has to be named.</summary>
    public static IEnumerable<string> Unused(string place, IEnumerable<Wire.InputEndpoint>? documents) =>
        (documents ?? []).Where(document => Absent(document.VirtualIPName) is not null)
            .Select(document => DefinitionRequests.Sentence($"{place}{document.Name ?? document.LoadBalancedEndpointSetName}", nameof(document.VirtualIPName)));

    private static EndpointRequest Of(Wire.InputEndpoint document) => new(
        Absent(document.Name),
        Absent(document.Protocol),
        document.Port,
        document.LocalPort,
        Absent(document.LoadBalancedEndpointSetName),
        Absent(document.LoadBalancerName),
        document.EnableDirectServerReturn,
        document.IdleTimeoutInMinutes,
        Absent(document.LoadBalancerDistribution),
        document.LoadBalancerProbe is { } probe ? Of(probe) : null,
        document.EndpointAcl is { } acl ? [.. (acl.Rules ?? []).Select(Of)] : null)
    {
        ResetsIdle = document.EnableTcpReset,
        UdpIdleSeconds = document.UdpIdleTimeoutInSeconds,
        Weight = document.Weight,
        IsBackup = document.Backup,
        Policy = new PolicyRequest(Absent(document.WhenAllDown))
        {
            AffinitySeconds = document.AffinityTimeoutInSeconds,
            SlowStartSeconds = document.SlowStartInSeconds,
            FlapHalfLifeSeconds = document.FlapHalfLifeInSeconds,
            MinimumHealthyMembers = document.MinimumHealthyMembers,
        },
    };

    private static ProbeRequest Of(Wire.LoadBalancerProbe document) => new(
        Absent(document.Protocol), document.Port, Absent(document.Path), document.IntervalInSeconds, document.TimeoutInSeconds);

    private static AclRuleRequest Of(Wire.AclRule document) =>
        new(document.Order, document.Action, document.RemoteSubnet, document.Description);

    private static string? Absent(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
