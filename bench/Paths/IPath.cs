using System.Net;
using Ilb.Bench.Lab;

namespace Ilb.Bench.Paths;

/// <summary>A way from a client to two servers: the same programs at both ends, something else in between.</summary>
public interface IPath
{
    /// <summary>As in the table: "ilb", "HAProxy".</summary>
    string Name { get; }

    Place Client { get; }

    /// <summary>What the client connects to.</summary>
    IPAddress Address { get; }

    /// <summary>The servers, one where nothing balances.</summary>
    IReadOnlyList<Place> Servers { get; }
}
