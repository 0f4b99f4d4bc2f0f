using System.Net;
using System.Text.Json;
using Ilb.Commands;
using Ilb.ControlPlane.Status;

namespace Ilb.Forward;

/// <summary>The machine from whose place in the network a VIP is called: in the same network, running, and no member of the set.</summary>
internal static class Standpoint
{
    /// <param name="from">The machine that the user chose; null for any that can call it.</param>
    /// <returns>The machine's name, or null after saying on standard error why there is none.</returns>
    public static async Task<string?> FindAsync(string publishSettings, IPEndPoint target, string? from, CancellationToken cancellation)
    {
        if (await Service.AskAsync("forward", publishSettings, "status", cancellation) is not { } json)
            return from; // the way of a machine that was named goes on without the service
        var report = JsonSerializer.Deserialize<StatusReport>(json, JsonSerializerOptions.Web)!;
        var machine = from;
        var problem = from is null ? Find(report, target, out machine) : Check(report, target, from);
        if (problem is null)
            return machine;
        await Console.Error.WriteLineAsync($"ilb forward: {problem}");
        return null;
    }

    /// <returns>What is wrong, or null.</returns>
    public static string? Find(StatusReport report, IPEndPoint target, out string? machine)
    {
        machine = null;
        var vips = Vips(report, target);
        if (vips.Count == 0)
            return $"there is no VIP {target.Address}; there are {string.Join(", ", report.Vips.Select(v => v.Address).DefaultIfEmpty("none"))}. "
                + "Another address can be reached with --from MACHINE.";
        if (vips.Count > 1)
            return $"{string.Join(" and ", vips.Select(v => v.Network))} both have a VIP {target.Address}: say from where with --from MACHINE.";
        if ((Public(vips[0], target) ?? WrongPort(vips[0], target)) is { } problem)
            return problem;

        var members = Members(vips[0], target);
        machine = report.Machines
            .Where(m => m.Network == vips[0].Network && m.Status == "running" && !members.Contains(m.Name))
            .Select(m => m.Name)
            .FirstOrDefault();
        return machine is null ? $"{vips[0].Network} has no running machine but the members of the set, which must not call it: make one, or give --from." : null;
    }

    /// <summary>Whether a machine that the user named can reach the target; one that status does not know is looked for by its name later.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(StatusReport report, IPEndPoint target, string from)
    {
        var place = report.Machines.FirstOrDefault(m => m.Name == from || m.Name.EndsWith("/" + from, StringComparison.OrdinalIgnoreCase));
        var vips = Vips(report, target);
        if (place is null || vips.Count == 0)
            return null;
        if (vips.FirstOrDefault(v => v.Network == place.Network) is { } vip)
            return WrongPort(vip, target)
                ?? (Members(vip, target).Contains(place.Name) ? $"{from} is a backend of {target}, and a member can't call its own set: give another --from." : null);
        if (vips.Select(v => Public(v, target)).OfType<string>().FirstOrDefault() is { } problem)
            return problem;
        return report.Machines.Any(m => m.Network == place.Network && m.Address == target.Address.ToString())
            ? null
            : $"{from} is in {place.Network}, where nobody has {target.Address}; it is a VIP in {string.Join(" and ", vips.Select(v => v.Network))}.";
    }

    private static List<VipStatus> Vips(StatusReport report, IPEndPoint target) =>
        [.. report.Vips.Where(v => v.Address == target.Address.ToString())];

    private static string? Public(VipStatus vip, IPEndPoint target) => vip.Network != VipStatus.OutsideName
        ? null
        : $"{target.Address} is a public VIP, which no machine reaches: call {target} from the namespace or a neighbor of the interface that "
            + "'ilb serve --uplink' names, e.g. 'nsenter --net=/run/netns/NAME curl'. Inside, an endpoint on an internal load balancer is needed.";

    private static string? WrongPort(VipStatus vip, IPEndPoint target) =>
        vip.Sets.Any(s => s.Port == target.Port && s.Protocol == "tcp")
            ? null
            : $"{vip.Address} does not serve TCP port {target.Port}; it serves "
                + $"{string.Join(", ", vip.Sets.Select(s => $"{s.Protocol} {s.Port}").DefaultIfEmpty("nothing yet"))}.";

    private static HashSet<string> Members(VipStatus vip, IPEndPoint target) =>
        [.. vip.Sets.Where(s => s.Port == target.Port).SelectMany(s => s.Backends).Select(b => b.Machine)];
}
