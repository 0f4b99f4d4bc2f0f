using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Service;

/// <summary>An endpoint as a machine has it.</summary>
/// <param name="Name">Null where a whole set is meant.</param>
/// <param name="Set">Null: it stands alone.</param>
internal sealed record PlacedEndpoint(string? Name, string? Set, EndpointSettings Settings)
{
    public int Weight { get; init; } = 1;

    public bool IsBackup { get; init; }

    /// <summary>With another one it is another endpoint.</summary>
    public string Key => $"{Set}/{Name}".ToUpperInvariant();

    public static IReadOnlyList<PlacedEndpoint> Of(Deployment deployment, Machine machine) =>
    [
        .. machine.Endpoints!.Select(endpoint => new PlacedEndpoint(endpoint.Name, null, endpoint)),
        .. from set in deployment.LoadBalancedSets!
           from member in set.Members!
           let place = set.MemberOf(member)
           where Named.Same(place.Machine, machine.Name)
           select new PlacedEndpoint(place.Endpoint, set.Name, set) { Weight = set.WeightOf(member), IsBackup = set.IsBackup(member) },
    ];
}
