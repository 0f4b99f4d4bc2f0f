using Microsoft.Win32.SafeHandles;

namespace Ilb.Datapath.Programs;

/// <summary>The file of the programs as it is now: what is loaded from it later is of the same version, whatever an upgrade puts in its place.</summary>
internal sealed class BpfFile : IDisposable
{
    private const int Missing = 2, Denied = 13; // ENOENT, EACCES

    private readonly SafeFileHandle _handle;

    private BpfFile(string name, SafeFileHandle handle) => (Name, _handle) = (name, handle);

    /// <summary>Where it was found, for messages.</summary>
    internal string Name { get; }

    internal string Path => $"/proc/self/fd/{_handle.DangerousGetHandle()}";

    /// <exception cref="KernelException">It is not there, or can't be read.</exception>
    internal static BpfFile Open(string path)
    {
        try
        {
            return new BpfFile(path, File.OpenHandle(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KernelException("open", path, e is UnauthorizedAccessException ? Denied : Missing);
        }
    }

    public void Dispose() => _handle.Dispose();
}
