using System.Globalization;
using Ilb.Machine.Kernel;

namespace Ilb.Machine.Supervision;

/// <summary>
/// Makes a network namespace that a user namespace of its own owns, and pins both. Whoever makes a network namespace owns it, and a
/// process of several threads can't make a user namespace: so a child does, and ends when both are pinned.
/// </summary>
internal static class OwnNamespaces
{
    private const int NewUsers = 0x10000000, NewNetwork = 0x40000000, Bind = 4096;

    /// <param name="network">Where to pin the network namespace: an empty file.</param>
    /// <param name="users">The same for the user namespace.</param>
    public static int Run(string network, string users, long firstId)
    {
        using var script = new CallScript();
        var channel = Child.OpenChannel();
        var buffer = script.Bytes(1);
        script.Must("close the parent's end", CallNumber.Close, channel.Parent);
        script.Must("ask for ids", CallNumber.Write, channel.Child, buffer, 1);
        script.Must("wait until both are pinned", CallNumber.Read, channel.Child, buffer, 1);
        var child = Child.Start(script, NewUsers | NewNetwork, channel);
        try
        {
            child.WaitForRequest(script);
            Launch.MapIds(firstId, child.Id);
            Pin(child.Id, "net", network);
            Pin(child.Id, "user", users);
            return 0;
        }
        finally
        {
            child.Answer();
            child.Wait();
        }
    }

    private static void Pin(int process, string kind, string path)
    {
        using var names = new CallScript();
        var made = names.Text(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/ns/{kind}"));
        Child.Check($"pin {path}", Libc.CallBlocking((nint)CallNumber.Mount, made, names.Text(path), 0, Bind, 0, 0));
    }
}
