using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Counters;

/// <summary>What went through a frontend or backend since it has its slot.</summary>
/// <param name="Flows">Opened.</param>
/// <param name="Syns">Attempts to open a TCP connection, repeated ones too, and of a frontend also refused ones.</param>
public readonly record struct EndpointTraffic(ulong Flows, ulong Syns, Way ToBackend, Way ToClient)
{
    internal EndpointTraffic Plus(in EndpointTrafficValue other) => new(Flows + other.Flows, Syns + other.Syns, ToBackend + other.ToBackend, ToClient + other.ToClient);
}
