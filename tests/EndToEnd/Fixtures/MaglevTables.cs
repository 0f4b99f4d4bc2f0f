using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ilb.Agent;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>The Maglev tables of an installation as the kernel has them, read by bpftool, which shares no code with ilb.</summary>
internal static class MaglevTables
{
    /// <summary>The table of each frontend slot: the backend slot of each entry.</summary>
    public static async Task<IReadOnlyDictionary<uint, uint[]>> ReadAsync(Installation installation)
    {
        var tables = new Dictionary<uint, uint[]>();
        foreach (var (frontend, table) in await DumpAsync("pinned", Path.Combine(installation.PinDirectory, "maglev")))
        {
            var entries = await DumpAsync("id", table.ToString(CultureInfo.InvariantCulture));
            tables[frontend] = [.. entries.OrderBy(entry => entry.Key).Select(entry => entry.Value)];
        }

        return tables;
    }

    private static async Task<IReadOnlyDictionary<uint, uint>> DumpAsync(params string[] map)
    {
        var start = new ProcessStartInfo("bpftool", ["-j", "map", "dump", .. map]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        using var document = JsonDocument.Parse(text);
        return document.RootElement.EnumerateArray()
            .Where(entry => entry.GetProperty("value").ValueKind == JsonValueKind.Array)
            .ToDictionary(entry => Number(entry.GetProperty("key")), entry => Number(entry.GetProperty("value")));
    }

    /// <summary>["0x01","0x00","0x00","0x00"] is 1.</summary>
    private static uint Number(JsonElement octets) => BitConverter.ToUInt32(
        [.. octets.EnumerateArray().Select(octet => byte.Parse(octet.GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
}
