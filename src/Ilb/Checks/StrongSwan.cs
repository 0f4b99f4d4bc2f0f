using Ilb.Agent.Gateways;

namespace Ilb.Checks;

/// <summary>Gateways run strongSwan; all else goes without.</summary>
internal static class StrongSwan
{
    public static CheckResult Check() => Check(GatewayPrograms.MissingPackages());

    public static CheckResult Check(IReadOnlyList<string> missing) => missing.Count == 0
        ? CheckResult.Good("gateways", "strongSwan")
        : CheckResult.Limited("gateways", "strongSwan is not installed: no tunnels to other sites", $"apt-get install {string.Join(' ', missing)}");
}
