namespace Ilb.ControlPlane.Api;

/// <summary>What the classic service had and this one does not, by the word of a path that is about it: clients that ask are told so.</summary>
internal static class NotOffered
{
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
        ["vmimages"] = "images that are made of machines; 'images.json' of the data folder names programs",
        ["vpnclientpackage"] = "connections of single computers to a gateway",
        ["vpndeviceconfigurationscript"] = "scripts for devices; 'ilb gateway peer-config' writes the other end of a tunnel",
    };

    /// <summary>A sentence if the path is about one of them, else null.</summary>
    public static string? At(IReadOnlyList<string> segments) =>
        segments.Select(segment => Things.GetValueOrDefault(segment)).LastOrDefault(thing => thing is not null) is { } missing ? $"ilb does not offer {missing}." : null;
}
