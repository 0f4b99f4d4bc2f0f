using System.Net;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>A path, and what is flooded while it is measured.</summary>
/// <param name="from">Null: nothing is.</param>
internal sealed class Flooded(string name, IPath path, Place? from = null, IPEndPoint? target = null) : IPath
{
    public string Name => name;

    public Place Client => path.Client;

    public IPAddress Address => path.Address;

    public IReadOnlyList<Place> Servers => path.Servers;

    public SynFlood? Start() => from is null || target is null ? null : new SynFlood(from.NewRawSocket(), target);
}
