using System.Text;

namespace Ilb.ControlPlane.Identity;

/// <summary>
/// The folder that holds everything ilb keeps, readable by its owner only. Files appear whole or not at all: they are written
/// beside their place, flushed to the disk and renamed, so a crash between two steps leaves something the next start repairs.
/// </summary>
public sealed class DataFolder
{
    internal const string StoreName = "state.db";
    internal const string PublishSettingsName = "ilb.publishsettings";
    internal const string ServerCertificateName = "server.crt";

    /// <summary>EAGAIN: what flock(2) says where another process holds the lock.</summary>
    private const int TryAgain = 11;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>One of these says that a folder is ours, or made for us by an operator.</summary>
    private static readonly string[] Known = [StoreName, "ca.pem", "lock", "images.json", "locations.json", "provider.json"];

    private DataFolder(string path) => Path = path;

    public string Path { get; }

    public string StoreFile => PathOf(StoreName);

    /// <summary>What a client imports; holds the management certificate with its key.</summary>
    public string PublishSettingsFile => PathOf(PublishSettingsName);

    /// <summary>The server's certificate and the authority that signed it, PEM: what a client has to trust.</summary>
    public string ServerCertificateFile => PathOf(ServerCertificateName);

    /// <summary>Makes the folder if needed and closes it to everybody else; a folder full of other things is left alone.</summary>
    public static DataFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        Do("open the data folder", folder.Path, () =>
        {
            if (File.Exists(folder.Path))
                throw new IOException("it is not a folder; give another with --data.");
            const UnixFileMode mode = OwnerOnly | UnixFileMode.UserExecute;
            if (Directory.Exists(folder.Path) && !folder.IsOurs && Directory.EnumerateFileSystemEntries(folder.Path).Any())
                throw new IOException("it holds other things than ilb's; give a folder that is empty, or does not exist yet.");
            Directory.CreateDirectory(folder.Path, mode);
            File.SetUnixFileMode(folder.Path, mode);
            return true;
        });
        return folder;
    }

    /// <summary>The folder of an installation, untouched; null where there is none.</summary>
    public static DataFolder? Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        return folder.IsOurs ? folder : null;
    }

    private bool IsOurs => Array.Exists(Known, name => File.Exists(PathOf(name)));

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The text of a file, or null if there is none.</summary>
    public string? Read(string name) =>
        Do("read", PathOf(name), () => File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)) : null);

    public void WriteSecret(string name, string content) => Write(name, content, OwnerOnly);

    public void WritePublic(string name, string content) => Write(name, content, Readable);

    /// <summary>Keeps a second process out of this folder until disposed; the kernel releases it when the process dies.</summary>
    public IDisposable Lock() => Do("lock", PathOf("lock"), () =>
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = OwnerOnly,
        };
        try
        {
            return new FileStream(PathOf("lock"), options);
        }
        catch (IOException error) when (error.HResult == TryAgain)
        {
            throw DataFolderException.InUse(Path, error);
        }
    });

    private void Write(string name, string content, UnixFileMode mode) => Do("write", PathOf(name), () =>
    {
        var temporary = PathOf($".{name}.new");
        File.Delete(temporary);
        using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = mode,
        }))
        {
            file.Write(Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, PathOf(name), overwrite: true);
        return true;
    });

    private static T Do<T>(string operation, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(operation, path, error);
        }
    }
}
