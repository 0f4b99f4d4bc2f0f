using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Audit;

/// <summary>
/// Who changed what: a file for each subscription, so that none can read or wash away another's, a JSON object a line, only ever
/// appended to. A full one becomes the former one, in place of the one before. A line is on the disk when its request is answered.
/// </summary>
internal sealed partial class AuditLog(string folder, ILogger log)
{
    /// <summary>Of a file, bytes: some ten thousand entries; twice that is kept of a subscription.</summary>
    internal const long MostBytes = 4 << 20;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly Lock _gate = new();

    public void Append(Guid subscription, AuditEntry entry) => Write(subscription, entry);

    public void Append(Guid subscription, AuditEnd end) => Write(subscription, end);

    /// <summary>For a change that is only made when it is written down.</summary>
    /// <exception cref="IOException">It is not.</exception>
    public void Must(Guid subscription, AuditEntry entry)
    {
        lock (_gate)
            Append(PathOf(subscription), JsonSerializer.Serialize(entry, Json));
    }

    /// <summary>The names of what is kept of a subscription, the newer first.</summary>
    public static IReadOnlyList<string> FilesOf(Guid subscription) => [$"{subscription:N}.log", $"{subscription:N}.log.1"];

    /// <summary>The newest so many, the oldest of them first; an operation that ended says how.</summary>
    public IReadOnlyList<AuditEntry> Read(Guid subscription, DateTimeOffset since, int most)
    {
        var (entries, ends) = (new List<AuditEntry>(), new Dictionary<string, AuditEnd>());
        foreach (var line in Lines(subscription))
        {
            if (Parse<AuditEntry>(line) is { Request: not null } entry)
                entries.Add(entry);
            else if (Parse<AuditEnd>(line) is { Id: not null } end)
                ends[end.Id] = end;
        }

        return [.. entries.Where(entry => entry.At >= since).TakeLast(most).Select(entry => ends.TryGetValue(entry.Id, out var end) ? end.Of(entry) : entry)];
    }

    /// <summary>What can't be written is told in the log of the process: the change itself is made already.</summary>
    private void Write<T>(Guid subscription, T line)
    {
        try
        {
            lock (_gate)
                Append(PathOf(subscription), JsonSerializer.Serialize(line, Json));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogLost(log, error, $"{line}");
        }
    }

    private void Append(string path, string line)
    {
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        if (File.Exists(path) && new FileInfo(path).Length > MostBytes)
            File.Move(path, path + ".1", overwrite: true);
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = OwnerOnly,
        });
        file.Write(Encoding.UTF8.GetBytes((IsTorn(file) ? "\n" : "") + line + "\n"));
        file.Flush(flushToDisk: true);
    }

    /// <summary>Whether a loss of power cut the last line short; leaves the file at its end.</summary>
    private static bool IsTorn(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private IEnumerable<string> Lines(Guid subscription)
    {
        lock (_gate)
            return [.. FilesOf(subscription).Reverse().Select(name => Path.Combine(folder, name)).Where(File.Exists).SelectMany(File.ReadLines)];
    }

    private static T? Parse<T>(string line) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string PathOf(Guid subscription) => Path.Combine(folder, FilesOf(subscription)[0]);

    [LoggerMessage(LogLevel.Error, "The audit log can't be written; lost is: {Entry}")]
    private static partial void LogLost(ILogger log, Exception error, string entry);
}
