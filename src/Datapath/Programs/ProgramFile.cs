namespace Ilb.Datapath.Programs;

/// <summary>The file of the programs as it was at the start: what is loaded from it later is of the same version, whatever an upgrade wrote there since.</summary>
/// <param name="Path">Where it was found, for messages.</param>
internal sealed record ProgramFile(string Path, byte[] Content)
{
    private const int Missing = 2, InputOutput = 5, Denied = 13; // ENOENT, EIO, EACCES

    /// <exception cref="KernelException">It is not there, or can't be read.</exception>
    internal static ProgramFile Read(string path)
    {
        try
        {
            return new(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KernelException("open", path, Missing);
        }
        catch (UnauthorizedAccessException)
        {
            throw new KernelException("open", path, Denied);
        }
        catch (IOException e)
        {
            throw new KernelException("open", path, InputOutput, e.Message);
        }
    }
}
