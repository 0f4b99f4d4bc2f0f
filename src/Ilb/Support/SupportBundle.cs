using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Store;

namespace Ilb.Support;

/// <summary>What somebody needs who is to find out what is wrong, in one file, and nothing that would let them in.</summary>
internal static class SupportBundle
{
    private const string About =
        "What ilb support-bundle collected: versions, kernel, checks, configuration, state, what the service tells, maps, logs of gateways, the journal.\n"
        + "Private keys, shared keys and configured values were removed, and what machines wrote is not in it. Names and addresses are: look before you give it away.\n";

    /// <returns>How many files it has.</returns>
    /// <exception cref="StoreException">The state can't be read.</exception>
    /// <exception cref="IOException">The file exists, or can't be written.</exception>
    public static async Task<int> WriteAsync(DataFolder folder, string path, CancellationToken cancellation)
    {
        // A name for the copy that no two of them share, in the folder that nobody else reads.
        var documents = StateCopy.Documents(folder.StoreFile, folder.PathOf($".support-{Environment.ProcessId}"));
        var secrets = Secrets.Of(folder, documents.Values);
        var files = HostFacts.Collect(folder.Path).Concat(await InstallationFacts.CollectAsync(folder, documents, cancellation)).Prepend(new("about.txt", About)).ToList();
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        using var archive = new TarWriter(packed, TarEntryFormat.Pax);
        foreach (var (name, text) in files)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(secrets.Remove(text)));
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
        }

        return files.Count;
    }
}
