using Ilb.ControlPlane.Status;

namespace Ilb.Unit.Program;

/// <summary>Status reports as the service would send them.</summary>
internal static class Reports
{
    public static StatusReport Of(IReadOnlyList<VipStatus> vips, params MachineStatusLine[] machines) =>
        new("the verdict", vips.All(vip => vip.IsServed), 7, 9, vips, machines, new Dictionary<string, ulong> { ["delivered"] = 1200 }, ["no limits"], []);

    public static VipStatus Vip(string address, string network, int port, params string[] members) => new(
        "web", "MyILB", address, network,
        [new SetStatus("web/set", "tcp", port, "none", null, [.. members.Select(m => new BackendStatus(m, "10.0.0.4", 80, "up", null, 3, []))])
        {
            Acl = ["100 permit 10.0.1.0/24"],
            Denied = 1200,
        }]);

    public static MachineStatusLine Machine(string name, string network, string status = "running") =>
        new(name, network, "10.0.0.4", "started", status, status == "failed" ? "no such command" : null, null, "ilb-responder", "Small", 1, "3.1");
}
