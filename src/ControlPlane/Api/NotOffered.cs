namespace Ilb.ControlPlane.Api;

/// <summary>What the classic service had and this one does not, by the word of a path that is about it, or by verb and path: clients that ask are told so.</summary>
internal static class NotOffered
{
    private const string Service = "services/hostedservices/{service}", ByName = Service + "/deployments/{deployment}", BySlot = Service + "/deploymentslots/{slot}";
    private const string Image = "services/images/{image}", ImageChanges = "changes of images; 'images.json' of the data folder names programs";
    private const string MadeOfMachines = "images that are made of machines; 'images.json' of the data folder names programs";
    private const string Certificates = "certificates of cloud services; machines get none";

    private static readonly Dictionary<string, string> Things = new(StringComparer.OrdinalIgnoreCase)
    {
        ["applicationgateways"] = "application gateways",
        ["clientrootcertificates"] = "connections of single computers to a gateway",
        ["connectedentity"] = "gateways apart from their network; they are at services/networking/{network}/gateway",
        ["datadisks"] = "data disks",
        ["defaultsites"] = "default sites of gateways",
        ["disks"] = "disks; a machine's disk has the name of its image",
        ["dnsservers"] = "DNS servers of a deployment; the network configuration names those of a network",
        ["effectiveroutetable"] = "routes of single machines",
        ["extensions"] = "extensions",
        ["gatewayconnections"] = "gateways apart from their network; they are at services/networking/{network}/gateway",
        ["ipforwarding"] = "forwarding by machines",
        ["localnetworkgateways"] = "local network gateways; the network configuration has LocalNetworkSites",
        ["migration"] = "migration to Azure Resource Manager",
        ["modelfile"] = "remote desktops; 'ilb exec' runs a command in a machine",
        ["networkinterfaces"] = "more than one network interface of a machine",
        ["networksecuritygroups"] = "network security groups; the EndpointAcl of an endpoint says who may call it",
        ["operatingsystemfamilies"] = "operating systems; services/images lists what machines are made of",
        ["operatingsystems"] = "operating systems; services/images lists what machines are made of",
        ["publicdiagnostics"] = "recordings of gateways; 'ilb status' shows their tunnels",
        ["publisherextensions"] = "extensions",
        ["reservedips"] = "reserved addresses",
        ["resourceextensions"] = "extensions",
        ["routetables"] = "route tables",
        ["storageservices"] = "storage accounts; machines need none",
        ["supporteddevices"] = "scripts for devices; 'ilb gateway peer-config' writes the other end of a tunnel",
        ["virtualips"] = "further public addresses of a deployment",
        ["virtualnetworkgateways"] = "gateways apart from their network; they are at services/networking/{network}/gateway",
        ["vmimages"] = MadeOfMachines,
        ["vpnclientpackage"] = "connections of single computers to a gateway",
        ["vpndeviceconfigurationscript"] = "scripts for devices; 'ilb gateway peer-config' writes the other end of a tunnel",
    };

    /// <summary>Operations on what there is; the first that fits is meant.</summary>
    private static readonly (Route Route, string Thing)[] Operations =
    [
        .. new[] { ByName, BySlot }.SelectMany(deployment => new[]
        {
            (Line("POST", deployment + "/roleinstances?comp=delete"), "the removal of single instances; the configuration says how many a role has"),
            (Line("POST", deployment + "/roleinstances/{role}?comp=rebuild"), "the rebuilding of instances; comp=reboot starts one anew"),
            (Line("POST", deployment + "/roleinstances/{role}?comp=reimage"), "the reimaging of instances; comp=reboot starts one anew"),
            (Line("POST", deployment + "?comp=walkupgradedomain"), "upgrades that are walked by hand; there is one upgrade domain"),
            (Line("POST", deployment + "?comp=rollback"), "the rollback of upgrades; comp=upgrade takes the former package, too"),
            (Line("POST", deployment + "/package"), "copies of packages; whoever uploaded one has it"),
            (Line("GET", deployment + "/events"), "events of deployments; GET operations lists what changed them"),
        }),
        (Line("POST", Service), "the swap of deployments; comp=upgrade changes one where it is"),
        (Line("POST", Service + "/certificates"), Certificates),
        (Line("GET", Service + "/certificates/{certificate}"), Certificates),
        (Line("DELETE", Service + "/certificates/{certificate}"), Certificates),
        (Line("POST", "services/images"), ImageChanges),
        (Line("PUT", Image), ImageChanges),
        (Line("DELETE", Image), ImageChanges),
        (Line("DELETE", Image + "?comp=media"), ImageChanges),
        (Line("GET", Image + "/details"), $"copies of images elsewhere; GET {Image} has all that there is of one"),
        (Line("PUT", Image + "/replicate"), "copies of images elsewhere"),
        (Line("PUT", Image + "/unreplicate"), "copies of images elsewhere"),
        (Line("PUT", Image + "/shareasync"), "the sharing of images; every subscription has the same"),
        (Line("POST", ByName + "/{virtualip}"), Things["virtualips"]),
    ];

    /// <summary>By the root of the document that asks a machine for them.</summary>
    private static readonly Dictionary<string, string> OfMachines = new(StringComparer.Ordinal)
    {
        ["CaptureRoleOperation"] = MadeOfMachines,
        ["CaptureRoleAsVMImageOperation"] = MadeOfMachines,
        ["PerformMaintenanceOnRoleOperation"] = "maintenance of machines; RestartRoleOperation starts one anew",
        ["RedeployRoleOperation"] = "the move of a machine to another host; RestartRoleOperation starts one anew",
    };

    /// <summary>A sentence if the request is about one of them, else null.</summary>
    /// <param name="names">Segments that are what users called their things.</param>
    public static string? At(string method, IReadOnlyList<string> segments, IReadOnlyDictionary<string, string> query, IEnumerable<string> names)
    {
        var (operation, values) = Operations
            .Where(one => one.Route.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && one.Route.Accepts(query))
            .Select(one => (one.Thing, Values: one.Route.Match(segments)))
            .FirstOrDefault(one => one.Values is not null);
        var words = segments.Except(names.Concat(values is null ? [] : Names(values)));
        return Sentence(words.Select(word => Things.GetValueOrDefault(word)).LastOrDefault(thing => thing is not null) ?? operation);
    }

    /// <summary>The same of an operation on a machine.</summary>
    public static string? OfMachine(string operation) => Sentence(OfMachines.GetValueOrDefault(operation));

    /// <summary>What users called their things. Where these two are, the classic service also had words for other things.</summary>
    public static IEnumerable<string> Names(IReadOnlyDictionary<string, string> values) =>
        values.Where(value => value.Key is not ("network" or "virtualip")).Select(value => value.Value);

    private static string? Sentence(string? thing) => thing is null ? null : $"ilb does not offer {thing}.";

    private static Route Line(string method, string pattern) => new(method, pattern, _ => throw new InvalidOperationException($"{method} {pattern} is not offered."));
}
