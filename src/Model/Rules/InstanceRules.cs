using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Rules;

/// <summary>
/// The instances of roles: machines named WebRole_IN_0 on. An instance that stays keeps its address and with it its port, its
/// backends and their flows; of fewer instances the ones with the highest numbers go.
/// </summary>
internal static class InstanceRules
{
    /// <param name="power">Of new instances.</param>
    /// <param name="isUpgraded">Whether the instances of this role that stay get its program as it is now.</param>
    public static Deployment Apply(
        Change change, Place place, Deployment deployment, ServiceConfigurationDocument configuration, Power power, Func<DeployedRole, bool> isUpgraded)
    {
        var machines = ImmutableArray.CreateBuilder<VirtualMachine>();
        var drafts = new List<EndpointDraft>();
        foreach (var deployed in deployment.Package!.Roles)
        {
            var role = deployed.Definition;
            var wanted = configuration.Roles.First(r => Named.Same(r.Name, role.Name));
            var subnets = configuration.Addresses.FirstOrDefault(a => Named.Same(a.Role, role.Name))?.Subnets ?? [];
            for (var i = 0; i < wanted.Instances; i++)
            {
                var before = deployment.Role(NameOf(role, i));
                var made = before ?? Create(change, place, role, i, subnets, power);
                var isNew = before is null || isUpgraded(deployed);
                machines.Add(made with
                {
                    Restarts = before is not null && isNew ? before.Restarts + 1 : made.Restarts,
                    Size = MachineRules.Size(change, role.Size, $"{DefinitionRules.Root}/{role.Path}/@vmsize") ?? "",
                    Program = isNew ? Program(deployed, i) : made.Program,
                    Settings = wanted.Settings.ToImmutableSortedDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal),
                    Endpoints = [],
                });
                drafts.AddRange(role.Endpoints.Select(e => new EndpointDraft(
                    made.Name, DefinitionRules.PathOf(role, e), Request(configuration, deployed, e), before?.Endpoint(e.Name))));
            }
        }

        return EndpointRules.Apply(change, null, deployment with { Roles = machines.ToImmutable() }, drafts);
    }

    private static string NameOf(RoleDefinition role, int instance) => string.Create(CultureInfo.InvariantCulture, $"{role.Name}_IN_{instance}");

    private static RoleProgram Program(DeployedRole role, int instance) => new(
        role.Package, role.Definition.Name, instance, CommandWords.Of(role.Definition.CommandLine!)!.Value, role.Definition.Environment);

    private static VirtualMachine Create(Change change, Place place, RoleDefinition role, int instance, ImmutableArray<string> subnets, Power power)
    {
        var name = NameOf(role, instance);
        var (subnet, address) = Address(change, place, role, subnets, name);
        if (address is not null)
            place.Plan.Take(address, $"role instance {name} of this request");
        // An underscore is no character of a host name.
        return new VirtualMachine(
            name, name.Replace('_', '-'), "", role.IsWeb ? "web role" : "worker role", null, subnet, address ?? IPAddress.Any,
            AddressIsStatic: false, Node: 1, power, Restarts: 0, [], ImmutableSortedDictionary<string, string>.Empty);
    }

    private static (string? Subnet, IPAddress? Address) Address(
        Change change, Place place, RoleDefinition role, ImmutableArray<string> subnets, string name)
    {
        var path = $"{ConfigurationRules.Network}/AddressAssignments/InstanceAddress[{role.Name}]";
        if (place.Network is null || subnets.Length < 2)
            return MachineAddressRules.Choose(change, place, new RoleNetworkRequest(subnets, null, []), null, name, path);
        var known = subnets.Select(s => AddressRules.Subnet(change, place.Network, s, path)).OfType<Subnet>().ToList();
        if (known.Count < subnets.Length)
            return default;
        var free = known.FirstOrDefault(s => place.Plan.FreeIn(s.Prefix).Any()) ?? known[^1];
        return (free.Name, AddressRules.Dynamic(change, place.Plan, free, path));
    }

    private static EndpointRequest Request(ServiceConfigurationDocument configuration, DeployedRole role, EndpointDefinition endpoint)
    {
        var name = role.Definition.Name;
        var localPort = int.TryParse(endpoint.LocalPort, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : endpoint.Port;
        var acl = configuration.EndpointAcls.FirstOrDefault(a => Named.Same(a.Role, name) && Named.Same(a.Endpoint, endpoint.Name));
        return new EndpointRequest(
            endpoint.Name, Transport(endpoint.Protocol), endpoint.Port, localPort, $"{name}.{endpoint.Name}", endpoint.LoadBalancer,
            null, endpoint.IdleTimeoutMinutes, endpoint.Distribution, Probe(role.Probe(endpoint.Probe)),
            configuration.AccessControls.FirstOrDefault(a => Named.Same(a.Name, acl?.AccessControl))?.Rules);
    }

    private static ProbeRequest? Probe(ProbeDefinition? probe) =>
        probe is null ? null : new ProbeRequest(probe.Protocol, probe.Port, probe.Path, probe.IntervalSeconds, probe.TimeoutSeconds);

    private static string? Transport(string? protocol) => protocol?.ToUpperInvariant() is "HTTP" or "HTTPS" ? "tcp" : protocol;
}
