using Ilb.Agent;

namespace Ilb.Checks;

/// <summary>What other installations have on this host, and whether their data folders are gone: then nobody will ever remove it.</summary>
internal static class Leftovers
{
    public static CheckResult Check(string dataDirectory)
    {
        var own = new Installation(dataDirectory);
        var others = Pins("/sys/fs/bpf").Concat(Pins("/run")).Distinct().Where(name => name != own.Name).Order(StringComparer.Ordinal).ToList();
        var ownPins = Directory.Exists(own.PinDirectory) ? $"this data folder's ({own.Name}) are adopted" : "none of this data folder";
        return others.Count == 0
            ? CheckResult.Good("leftovers", ownPins)
            : CheckResult.Limited(
                "leftovers",
                $"{ownPins}; other installations: {string.Join(", ", others.Select(Described))}",
                "'ilb down --data DIR' removes one, also where its data folder is gone");
    }

    private static string Described(string name) => Installation.DataDirectoryOf(name) is { } folder
        ? $"{name} ({folder}{(Directory.Exists(folder) ? "" : ", which is gone")})"
        : name;

    private static IEnumerable<string> Pins(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, "ilb-????????").Select(path => Path.GetFileName(path))
        : [];
}
