using System.Net;

namespace Ilb.Checks;

/// <summary>Everything ilb needs of the host, in the order in which a failure hides the later ones.</summary>
internal static class HostChecks
{
    public static IEnumerable<CheckResult> Run(string dataDirectory, IPEndPoint listen, IPEndPoint? metrics = null)
    {
        foreach (var check in OfHost(dataDirectory))
            yield return check;
        yield return ListenPort.Check("port", listen, "--listen");
        if (metrics is not null)
            yield return ListenPort.Check("metrics", metrics, "--metrics");
    }

    /// <summary>Those that say the same while ilb serves.</summary>
    public static IEnumerable<CheckResult> OfHost(string dataDirectory)
    {
        yield return Privilege.Check();
        yield return Kernel.Check();
        yield return Kernel.CheckBtf();
        yield return BpfFilesystem.Check();
        yield return Libraries.CheckLibbpf();
        yield return Libraries.CheckTools();
        yield return ControlGroups.Check();
        yield return Namespaces.Check();
        yield return StrongSwan.Check();
        yield return Leftovers.Check(dataDirectory);
    }
}
