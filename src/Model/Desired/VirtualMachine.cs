using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Images;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Desired;

/// <summary>A machine: the API's role. It keeps its address until it is deleted, also while it is stopped and deallocated.</summary>
/// <param name="HostName">What the machine calls itself; its name when the request gave none.</param>
/// <param name="Subnet">Name of its subnet; null outside a virtual network.</param>
/// <param name="Address">Its DIP, given when it was made.</param>
/// <param name="AddressIsStatic">The user asked for just this address.</param>
/// <param name="Node">The node it runs on, chosen by the control plane; 1 on a single machine.</param>
/// <param name="Restarts">Grows with every restart the operator asks for; the agent compares it.</param>
/// <param name="Echo">What the API returns but ilb does not use: element name → its XML, without secrets.</param>
public sealed record VirtualMachine(
    string Name,
    string HostName,
    string Size,
    string Image,
    string? AvailabilitySet,
    string? Subnet,
    IPAddress Address,
    bool AddressIsStatic,
    int Node,
    Power Power,
    int Restarts,
    ImmutableArray<Endpoint> Endpoints,
    ImmutableSortedDictionary<string, string> Echo)
{
    /// <summary>Of an instance of a role: what it runs instead of the image.</summary>
    public RoleProgram? Program { get; init; }

    /// <summary>Of an instance of a role: what it is told, by name; a change does not restart it.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What it is taken out of: of each set once.</summary>
    public ImmutableArray<Drain> Drains { get; init; } = [];

    /// <summary>What an attached machine is attached to; null: it waits.</summary>
    public Binding? Binding { get; init; }

    /// <summary>A port and an address; ilb runs no process of it.</summary>
    public bool IsAttached => Program is null && Named.Same(Image, MachineImage.Attached.Name);

    /// <summary>To be attached, and to nothing yet, or no more.</summary>
    public bool Waits => IsAttached && Binding is null;

    /// <summary>Null: the endpoint takes connections. What was said of its set alone comes before what was said of the machine.</summary>
    public Drain? DrainOf(Endpoint endpoint) => Drains.Where(drain => drain.Takes(endpoint)).OrderBy(drain => drain.Set is null).FirstOrDefault();

    public Endpoint? Endpoint(string? name) => Endpoints.FirstOrDefault(e => Named.Same(e.Name, name));

    public override string ToString() => $"{Name} {Address}";
}
