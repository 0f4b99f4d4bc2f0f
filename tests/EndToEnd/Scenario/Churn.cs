using System.Collections.Immutable;

namespace Ilb.EndToEnd.Scenario;

/// <summary>What the service "churn" should be after the accepted changes so far: its machines by name.</summary>
internal sealed record Churn(ImmutableSortedDictionary<string, ChurnMachine> Machines)
{
    public const string Service = "churn";

    public static Churn Empty { get; } = new(ImmutableSortedDictionary<string, ChurnMachine>.Empty);

    public Churn With(string name, ChurnMachine machine) => new(Machines.SetItem(name, machine));

    public Churn Without(string name) => new(Machines.Remove(name));

    public override string ToString() => string.Join("; ", Machines.Select(machine => $"{machine.Key} {machine.Value}"));
}
