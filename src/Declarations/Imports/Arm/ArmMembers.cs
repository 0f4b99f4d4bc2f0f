namespace Ilb.Declarations.Imports.Arm;

/// <summary>Who is in a pool: it says so itself, or network interfaces do, by reference.</summary>
internal sealed class ArmMembers(IReadOnlyList<ArmNode> balancers, IEnumerable<ArmNode> interfaces, Notes notes)
{
    private readonly List<(ArmPool Pool, string Name, ArmNode Configuration, long Line)> _interfaces =
    [
        .. from card in interfaces
           from configuration in card.List("ipConfigurations")
           from pool in configuration.List("loadBalancerBackendAddressPools")
           let named = pool.Pool("id")
           where named is not null
           select (named!, card.Name ?? "machine", configuration, card.Line),
    ];

    public List<RealServer> Of(ArmNode balancer, ArmNode pool, int? port) =>
    [
        .. pool.List("loadBalancerBackendAddresses").Select(one => Server(one.Name, one, "ipAddress", port, one.Line)),
        .. _interfaces.Where(one => IsIn(one.Pool, one.Name, one.Line, balancer, pool)).Select(one => Server(one.Name, one.Configuration, "privateIPAddress", port, one.Line)),
    ];

    /// <summary>Two balancers may have pools of one name: where it is not told which is meant, it is in none.</summary>
    private bool IsIn(ArmPool told, string card, long line, ArmNode balancer, ArmNode pool)
    {
        if (!Same(told.Name, pool.Name))
            return false;
        if (told.Balancer is not null && balancer.Name is { } name && !name.StartsWith('['))
            return Same(told.Balancer, name);
        if (balancers.Count(one => one.List("backendAddressPools").Any(other => Same(other.Name, pool.Name))) == 1)
            return true;
        notes.Add(line, $"{card} is left out: several balancers have a pool {pool.Name}, and which is meant is not told here.");
        return false;
    }

    private RealServer Server(string? name, ArmNode node, string key, int? port, long line)
    {
        var known = node.Address(key, name ?? "a server", notes);
        return new RealServer(name is not null ? Names.Machine(name) : Names.Server(known ?? "unnamed"), known, port, line);
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
