using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ilb.Agent.Machines;
using Ilb.MachineContract;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>A gateway in the words of machines: it is supervised as one, and `ilb exec gateway/NAME` enters it.</summary>
internal static class GatewayMachine
{
    private const string HostNameOfAll = "gateway";

    public static MachineEntry Entry(GatewayEntry gateway) => new(
        gateway.Port,
        gateway.Subscription,
        HostNameOfAll,
        gateway.Name,
        gateway.Node,
        gateway.Network,
        gateway.Address,
        gateway.Subnet,
        MachinePower.Running,
        "ilb-gateway",
        "",
        [])
    {
        HostName = HostNameOfAll,
        Restarts = gateway.Restarts,
    };

    /// <param name="settings">Of charon, which reads them when it starts: others make another process.</param>
    public static MachineImage Image(string settings) => new(
        "ilb-gateway",
        GatewayPrograms.Charon,
        [],
        ImmutableSortedDictionary<string, string>.Empty.Add(
            "ILB_SETTINGS", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)))[..16]),
        "root",
        "/");

    /// <summary>In place of the host's own: profiles that guard strongSwan's programs know only these paths.</summary>
    public static RouterSpec Router(Installation installation, Slot port)
    {
        var folder = MachineFolder.Of(installation, port);
        return new RouterSpec(installation.UsersPath(port), new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["/etc/strongswan.conf"] = folder.CharonFile,
            ["/etc/swanctl"] = folder.SwanctlFolder,
        });
    }
}
