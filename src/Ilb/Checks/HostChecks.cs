using System.Net;

namespace Ilb.Checks;

/// <summary>Everything ilb needs of the host, in the order in which a failure hides the later ones.</summary>
internal static class HostChecks
{
    public static IEnumerable<CheckResult> Run(string dataDirectory, IPEndPoint listen)
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
        yield return ListenPort.Check(listen);
        yield return Leftovers.Check(dataDirectory);
    }
}
