namespace Ilb.Declarations.Imports.Arm;

/// <summary>Who is in a pool: it says so itself, or network interfaces do, by reference.</summary>
internal sealed class ArmMembers(IEnumerable<ArmNode> interfaces)
{
    private readonly List<(string Pool, string Name, string? Address, long Line)> _interfaces =
    [
        .. from card in interfaces
           from configuration in card.List("ipConfigurations")
           from pool in configuration.List("loadBalancerBackendAddressPools")
           where pool.Text("id") is not null
           select (ArmTexts.LastName(pool.Text("id")!), card.Name ?? "machine", configuration.Text("privateIPAddress"), card.Line),
    ];

    public List<RealServer> Of(ArmNode pool, int? port) =>
    [
        .. pool.List("loadBalancerBackendAddresses").Select(one => Server(one.Name, one.Text("ipAddress"), port, one.Line)),
        .. _interfaces.Where(one => string.Equals(one.Pool, pool.Name, StringComparison.OrdinalIgnoreCase)).Select(one => Server(one.Name, one.Address, port, one.Line)),
    ];

    private static RealServer Server(string? name, string? address, int? port, long line)
    {
        var known = address is not null && AddressBlocks.IsIPv4(address) ? address : null;
        return new RealServer(name is not null ? Names.Machine(name) : Names.Server(known ?? "unnamed"), known, port, line);
    }
}
