using System.Xml.Linq;
using Ilb.ControlPlane.Audit;
using Ilb.ControlPlane.Identity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ilb.ControlPlane.Backups;

/// <summary>
/// The audit record over a restore: what a folder has of a subscription is kept, as it tells what led there; what only the backup
/// has is taken; and each says that it was restored, and by whom.
/// </summary>
internal static class KeptRecord
{
    private const string Name = "audit";

    /// <summary>What sudo calls who called it.</summary>
    private const string Caller = "SUDO_USER";

    /// <param name="made">The folder that the backup became.</param>
    /// <param name="former">That it takes the place of, or where there is none.</param>
    /// <exception cref="IOException">It can't be kept.</exception>
    public static void Carry(DataFolder made, string former, string backup, DateTimeOffset now)
    {
        var (place, present) = (made.PathOf(Name), Path.Combine(former, Name));
        if (Directory.Exists(present))
            Copy(present, place);
        var log = new AuditLog(place, NullLogger.Instance);
        var entry = new AuditEntry(now, Guid.NewGuid().ToString("N"), "", User(), "this host", "restore", $"restored from {Path.GetFileName(backup)}", "done");
        foreach (var subscription in Recorded(place).Append(First(made)).Where(id => id != Guid.Empty).Distinct())
            log.Must(subscription, entry);
    }

    /// <summary>Of each subscription the whole record: the file before it belongs to the one that goes on.</summary>
    private static void Copy(string present, string place)
    {
        Directory.CreateDirectory(place, File.GetUnixFileMode(present));
        foreach (var subscription in Recorded(present))
            foreach (var name in AuditLog.FilesOf(subscription))
            {
                File.Delete(Path.Combine(place, name));
                if (File.Exists(Path.Combine(present, name)))
                    File.Copy(Path.Combine(present, name), Path.Combine(place, name));
            }
    }

    private static List<Guid> Recorded(string place) => !Directory.Exists(place) ? [] : [.. Directory.EnumerateFiles(place, "*.log*")
        .Select(file => Guid.TryParseExact(Path.GetFileName(file).Split('.')[0], "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];

    /// <summary>The operator's.</summary>
    private static Guid First(DataFolder made) =>
        made.Read(DataFolder.PublishSettingsName) is { } settings && Guid.TryParse((string?)XDocument.Parse(settings).Descendants("Subscription").FirstOrDefault()?.Attribute("Id"), out var id)
            ? id
            : Guid.Empty;

    private static string User() => Environment.GetEnvironmentVariable(Caller) is { Length: > 0 } caller ? $"{Environment.UserName}, for {caller}" : Environment.UserName;
}
