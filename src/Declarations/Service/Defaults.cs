using System.Net;
using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Service;

/// <summary>What follows from other values, and the one way to write a value that has several.</summary>
internal static class Defaults
{
    /// <summary>Of what a document says.</summary>
    public static void Fill(Declaration wished)
    {
        foreach (var deployment in Deployments(wished))
            foreach (var settings in (deployment.LoadBalancedSets ?? []).Concat<EndpointSettings>((deployment.Machines ?? []).SelectMany(machine => machine.Endpoints ?? [])))
                Fill(settings);
    }

    /// <summary>
    /// Of what is or would be: members in the order and spelling of the machines, whose first tells the name of the endpoint. It can
    /// be written in several ways, and the service knows none of them: it has endpoints of machines.
    /// </summary>
    public static void Settle(Declaration whole)
    {
        foreach (var deployment in Deployments(whole))
            foreach (var set in deployment.LoadBalancedSets!)
            {
                var members = set.Members!.Select(set.MemberOf).OrderBy(member => PlaceOf(deployment, member.Machine)).ToList();
                var weights = set.Members!.Select(member => (Place: set.MemberOf(member), Weight: set.WeightOf(member), IsBackup: set.IsBackup(member))).ToList();
                set.EndpointName = members.Count > 0 ? members[0].Endpoint : set.Name;
                set.Members = [.. members.Select(member => Spell(deployment, set, member))];
                set.Weights = [.. members.Select(member => (Member: member, weights.Find(one => one.Place == member).Weight)).Where(one => one.Weight != 1).Select(one => new MemberWeight { Member = Spell(deployment, set, one.Member), Weight = one.Weight })];
                set.Backups = [.. members.Where(member => weights.Find(one => one.Place == member).IsBackup).Select(member => Spell(deployment, set, member))];
            }
    }

    /// <summary>Takes away labels and names that are those that things begin with.</summary>
    public static void Shorten(Declaration shown)
    {
        foreach (var group in shown.AffinityGroups ?? [])
            group.Label = Unless(group.Label, group.Name);
        foreach (var service in shown.CloudServices ?? [])
            service.Label = Unless(service.Label, service.Name);
        foreach (var service in shown.CloudServices ?? [])
            foreach (var deployment in service.Deployments ?? [])
                Shorten(service, deployment);
    }

    private static void Shorten(CloudService service, Deployment deployment)
    {
        deployment.Label = Unless(deployment.Label, deployment.Name);
        deployment.Name = Unless(deployment.Name, service.Name);
        foreach (var machine in deployment.Machines!)
            machine.HostName = Unless(machine.HostName, machine.Name);
        foreach (var set in deployment.LoadBalancedSets!)
            set.EndpointName = Unless(set.EndpointName, set.Name);
    }

    private static string? Unless(string? value, string? usual) => value == usual ? null : value;

    private static void Fill(EndpointSettings settings)
    {
        settings.LocalPort ??= settings.PublicPort;
        settings.Acl = [.. (settings.Acl ?? []).OrderBy(rule => rule.Order)];
        foreach (var rule in settings.Acl)
            rule.RemoteSubnet = IPNetwork.TryParse(rule.RemoteSubnet, out var prefix) ? prefix.ToString() : rule.RemoteSubnet;
        if (settings.Probe is not { } probe)
            return;
        probe.Port ??= settings.LocalPort;
        probe.TimeoutInSeconds ??= Math.Max(probe.IntervalInSeconds ?? 15, 31);
        probe.Path ??= probe.Protocol == "http" ? "/" : null;
    }

    private static IEnumerable<Deployment> Deployments(Declaration declaration) =>
        (declaration.CloudServices ?? []).SelectMany(service => service.Deployments ?? []);

    private static string Spell(Deployment deployment, LoadBalancedSet set, (string Machine, string Endpoint) member) =>
        set.Member(PlaceOf(deployment, member.Machine) is var place and >= 0 ? deployment.Machines![place].Name! : member.Machine, member.Endpoint);

    private static int PlaceOf(Deployment deployment, string machine) => deployment.Machines!.FindIndex(one => Named.Same(one.Name, machine));
}
