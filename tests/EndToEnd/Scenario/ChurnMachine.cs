using System.Collections.Immutable;

namespace Ilb.EndToEnd.Scenario;

/// <param name="Stopped">By its operator, staying provisioned.</param>
/// <param name="Ports">Public ports of its endpoints.</param>
internal sealed record ChurnMachine(bool Stopped, ImmutableSortedSet<int> Ports)
{
    public override string ToString() => $"{(Stopped ? "stopped" : "started")} {string.Join(",", Ports)}";
}
