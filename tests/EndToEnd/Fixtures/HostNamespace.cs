namespace Ilb.EndToEnd.Fixtures;

/// <summary>The namespace that the tests run in and that stands for the host.</summary>
internal static class HostNamespace
{
    /// <summary>A packet for a private address must never leave the real machine because a test went wrong.</summary>
    public static void RefuseWayOut()
    {
        const string anywhere = "00000000";
        var routes = File.ReadLines("/proc/thread-self/net/route").Skip(1).Select(line => line.Split('\t'));
        if (routes.Any(route => route[1] == anywhere && route[7] == anywhere))
            throw new InvalidOperationException(
                "This network namespace has a default route. End-to-end tests try private addresses: run them with ./dev test, which makes a namespace without a way out.");
    }
}
