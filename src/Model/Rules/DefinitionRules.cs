using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>What a .csdef file must keep to by itself.</summary>
internal static class DefinitionRules
{
    public const string Root = "ServiceDefinition";

    private const int MostRoles = 25;
    private const int MostEndpoints = 25;

    public static void Check(Change change, ServiceDefinition definition)
    {
        CheckUnique(change, definition.Roles.Select(r => (r.Name, $"{Root}/{r.Path}")), "role");
        CheckUnique(change, definition.Probes.Select(p => (p.Name, $"{Root}/LoadBalancerProbes/LoadBalancerProbe[{p.Name}]")), "probe");
        foreach (var role in definition.Roles)
            Check(change, definition, role, $"{Root}/{role.Path}");
    }

    /// <summary>Of all roles of a deployment, which may be of two packages.</summary>
    public static void CheckCount(Change change, ImmutableArray<RoleDefinition> roles)
    {
        if (roles.Length is 0 or > MostRoles)
            change.Bad(roles.IsEmpty ? ProblemCode.RolesMissing : ProblemCode.RolesTooMany, Root,
                $"A package has 1 to {MostRoles} roles, not {roles.Length}.");
        var endpoints = roles.Sum(r => r.Endpoints.Length);
        if (endpoints > MostEndpoints)
            change.Bad(ProblemCode.EndpointsTooMany, Root, $"A package has at most {MostEndpoints} input endpoints, not {endpoints}.");
    }

    public static string PathOf(RoleDefinition role, EndpointDefinition endpoint) =>
        $"{Root}/{role.Path}/Endpoints/InputEndpoint[{endpoint.Name}]";

    private static void Check(Change change, ServiceDefinition definition, RoleDefinition role, string path)
    {
        NameRules.PackageRole(change, role.Name, path);
        var entry = $"{path}/Runtime/EntryPoint/ProgramEntryPoint";
        if (string.IsNullOrWhiteSpace(role.CommandLine))
            change.Bad(ProblemCode.EntryPointMissing, entry,
                $"The {(role.IsWeb ? "web" : "worker")} role '{role.Name}' has no ProgramEntryPoint with a commandLine. "
                + "Here a role is a program: there is no IIS that would serve its folder, and no .NET entry point.");
        else if (CommandWords.Of(role.CommandLine) is null)
            change.Bad(ProblemCode.CommandLineInvalid, $"{entry}/@commandLine", $"A double quote is not closed in: {role.CommandLine}");
        MachineRules.Size(change, role.Size, $"{path}/@vmsize");
        foreach (var name in role.Environment.Keys.Where(name => name.Length == 0 || name.Contains('=', StringComparison.Ordinal)))
            change.Bad(ProblemCode.NameInvalid, $"{path}/Runtime/Environment/Variable[{name}]", $"'{name}' is no name of an environment variable.");
        CheckUnique(change, role.Endpoints.Select(e => (e.Name, PathOf(role, e))), "endpoint");
        foreach (var endpoint in role.Endpoints)
            Check(change, definition, endpoint, PathOf(role, endpoint));
    }

    private static void Check(Change change, ServiceDefinition definition, EndpointDefinition endpoint, string path)
    {
        if (!string.IsNullOrEmpty(endpoint.Probe) && definition.Probe(endpoint.Probe) is null)
            change.Bad(ProblemCode.ProbeUnknown, $"{path}/@loadBalancerProbe",
                $"There is no LoadBalancerProbe '{endpoint.Probe}'. There are: {Sentences.List(definition.Probes.Select(p => p.Name))}.");
        if (endpoint.LocalPort is not (null or "" or "*") && !int.TryParse(endpoint.LocalPort, out _))
            change.Bad(ProblemCode.PortOutOfRange, $"{path}/@localPort", $"'{endpoint.LocalPort}' is no port: 1 to 65535, or * for the public one.");
    }

    public static void CheckUnique(Change change, IEnumerable<(string Name, string Path)> all, string what)
    {
        foreach (var twice in all.GroupBy(a => a.Name, Named.Comparer).Where(g => g.Count() > 1))
            change.Bad(ProblemCode.NameInUse, twice.Last().Path, $"There is another {what} '{twice.Key}': names are unique.");
    }
}
