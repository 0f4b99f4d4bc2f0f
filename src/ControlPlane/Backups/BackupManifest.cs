using System.Text.Json;

namespace Ilb.ControlPlane.Backups;

/// <summary>What a backup says of itself, in its first file.</summary>
/// <param name="Format">Of the backup; 1.</param>
/// <param name="Build">The ilb that made it.</param>
/// <param name="Folder">The data folder it is of, on that host.</param>
/// <param name="Revision">Of the state; counts accepted changes.</param>
/// <param name="Note">What its holder should know.</param>
/// <param name="Files">SHA-256 of each file, in hex digits.</param>
public sealed record BackupManifest(
    int Format, string Build, DateTimeOffset Made, string Host, string Folder, long Revision, string Note, IReadOnlyDictionary<string, string> Files)
{
    internal const string FileName = "backup.json";

    internal const int Newest = 1;

    internal const string Secrets = "It holds the private keys of the installation and the shared keys of its gateways: whoever reads it can act as its operator.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal string Write() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="BackupException">It is none, or of a newer ilb.</exception>
    internal static BackupManifest Read(Stream text, string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(text, Json);
            if (manifest is { Format: > Newest })
                throw new BackupException($"ilb {manifest.Build} made {path}, in a format of backups (number {manifest.Format}) that this one, {IlbBuild.Version}, does not know. Use that ilb or a newer one.");
            return manifest is { Files: not null } ? manifest : throw new JsonException("it names no files");
        }
        catch (JsonException error)
        {
            throw new BackupException($"{path} is no backup of ilb: {error.Message}", error);
        }
    }
}
