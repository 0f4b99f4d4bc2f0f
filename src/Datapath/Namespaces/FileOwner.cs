using System.Runtime.InteropServices;

namespace Ilb.Datapath.Namespaces;

/// <summary>Who may read a file: root of a machine is another user of the host.</summary>
public static class FileOwner
{
    /// <param name="id">Of user and group.</param>
    public static void Give(string path, long id)
    {
        if (NamespaceLibrary.ChangeOwner(path, (uint)id, (uint)id) != 0)
            throw new IOException($"{path} can't be given to user {id}: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
