using System.Net;
using System.Text.Json;
using Ilb.Commands;
using Ilb.ControlPlane.Status;

namespace Ilb.Forward;

/// <summary>Finds a machine from whose place in the network a VIP can be called: in the same network, running, and no member of the set.</summary>
internal static class Standpoint
{
    /// <returns>The machine's name, or null after saying on standard error why there is none.</returns>
    public static async Task<string?> FindAsync(string publishSettings, IPEndPoint target, CancellationToken cancellation)
    {
        if (await StatusCommand.FetchAsync(publishSettings, cancellation) is not { } json)
            return null;
        var report = JsonSerializer.Deserialize<StatusReport>(json, JsonSerializerOptions.Web)!;
        var problem = Find(report, target, out var machine);
        if (problem is not null)
            await Console.Error.WriteLineAsync($"ilb forward: {problem}");
        return machine;
    }

    /// <returns>What is wrong, or null.</returns>
    public static string? Find(StatusReport report, IPEndPoint target, out string? machine)
    {
        machine = null;
        var vips = report.Vips.Where(v => v.Address == target.Address.ToString()).ToList();
        if (vips.Count == 0)
            return $"there is no VIP {target.Address}; there are {string.Join(", ", report.Vips.Select(v => v.Address).DefaultIfEmpty("none"))}. "
                + "Another address can be reached with --from MACHINE.";
        if (vips.Count > 1)
            return $"{string.Join(" and ", vips.Select(v => v.Network))} both have a VIP {target.Address}: say from where with --from MACHINE.";

        var members = vips[0].Sets.Where(s => s.Port == target.Port).SelectMany(s => s.Backends).Select(b => b.Machine).ToHashSet();
        machine = report.Machines
            .Where(m => m.Network == vips[0].Network && m.Status == "running" && !members.Contains(m.Name))
            .Select(m => m.Name)
            .FirstOrDefault();
        return machine is null ? $"{vips[0].Network} has no running machine but the members of the set, which must not call it: make one, or give --from." : null;
    }
}
