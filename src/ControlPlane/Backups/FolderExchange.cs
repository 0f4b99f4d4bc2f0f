using System.Runtime.InteropServices;

namespace Ilb.ControlPlane.Backups;

/// <summary>Two folders of one file system take each other's place in one step: nobody finds none, whenever the power goes.</summary>
internal static partial class FolderExchange
{
    /// <summary>AT_FDCWD of fcntl.h and RENAME_EXCHANGE of linux/fs.h.</summary>
    private const int HereIfRelative = -100, Exchange = 2;

    /// <exception cref="IOException">They keep their places.</exception>
    public static void Run(string one, string other)
    {
        if (RenameAt2(HereIfRelative, one, HereIfRelative, other, Exchange) != 0)
            throw new IOException($"{one} and {other} could not be exchanged ({Marshal.GetLastPInvokeErrorMessage()}). Move {other} aside, then restore into an empty place.");
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int RenameAt2(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
