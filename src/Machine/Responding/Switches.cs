using System.Globalization;

namespace Ilb.Machine.Responding;

/// <summary>
/// Files by which an operator makes a responder misbehave, e.g. ilb exec web1 -- sh -c 'echo 45 > /run/responder/silent':
/// "silent" closes every socket for that many seconds, "status" is the HTTP status of all answers while it exists.
/// </summary>
internal sealed class Switches
{
    public const string SilentFile = "silent";

    public Switches() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = "/run/responder";

    /// <summary>How long to be silent, once; null when nobody asked.</summary>
    public TimeSpan? TakeSilence()
    {
        var file = Path.Combine(Folder, SilentFile);
        if (!File.Exists(file)
            || !double.TryParse(File.ReadAllText(file), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            return null;
        File.Delete(file);
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86400));
    }

    public int Status()
    {
        var file = Path.Combine(Folder, "status");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var status) ? status : 200;
    }
}
