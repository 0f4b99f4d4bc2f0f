using Ilb.Declarations.Forms;

namespace Ilb.Declarations.Entries;

/// <summary>Endpoints of several machines that are one: said once, and who is a member.</summary>
public sealed class LoadBalancedSet : EndpointSettings, IEntry
{
    public static string Kind => "load-balanced set";

    public string? Name { get; set; }

    public List<string>? Members { get; set; }

    public string? EndpointName { get; set; }

    public List<MemberWeight>? Weights { get; set; }

    public List<string>? Backups { get; set; }

    public string? Key => Name;

    internal static readonly Form<LoadBalancedSet> Form = AddTo(new Form<LoadBalancedSet>("Endpoints of several machines that share all but the machine")
        .Value(d => d.Name, Words.Name, "Its name", required: true)
        .Values(d => d.Members, Words.Name, "The machines that are members: web1, or web1/myep where the endpoint there has another name than endpointName", required: true)
        .Value(d => d.EndpointName, Words.Name, "What the endpoint is called on the machines; at first as the set", kept: true)
        .Parts(d => d.Weights, MemberWeight.Form, "The members that weigh other than 1")
        .Values(d => d.Backups, Words.Name, "The members that take new connections only while no other can"));

    public string NameIn(string owner) => $"{owner}/{Name}";

    /// <summary>How a member is written.</summary>
    public string Member(string machine, string endpoint) =>
        string.Equals(endpoint, EndpointName ?? Name, StringComparison.OrdinalIgnoreCase) ? machine : $"{machine}/{endpoint}";

    /// <summary>The machine of a member, and what the endpoint is called there.</summary>
    public (string Machine, string Endpoint) MemberOf(string member)
    {
        var (machine, endpoint) = member.Split('/', 2) is [var first, var second] ? (first, second) : (member, null);
        return (machine, endpoint ?? EndpointName ?? Name!);
    }

    public int WeightOf(string member) => Weights?.Find(one => IsSame(one.Member!, member))?.Weight ?? 1;

    public bool IsBackup(string member) => Backups?.Exists(one => IsSame(one, member)) ?? false;

    /// <summary>It can be written in several ways.</summary>
    public bool IsSame(string member, string other) => MemberOf(member) is var (machine, endpoint) && MemberOf(other) is var (otherMachine, otherEndpoint)
        && string.Equals(machine, otherMachine, StringComparison.OrdinalIgnoreCase) && string.Equals(endpoint, otherEndpoint, StringComparison.OrdinalIgnoreCase);
}
