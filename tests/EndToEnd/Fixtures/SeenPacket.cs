using System.Net;
using System.Net.Sockets;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>An IPv4 packet as a <see cref="Witness"/> saw it; L4 ports are 0 where it has none.</summary>
/// <param name="Bytes">Of the frame; before segmentation, if that is left to a device.</param>
internal readonly record struct SeenPacket(ProtocolType Protocol, IPAddress Source, IPAddress Destination, ushort SourcePort, ushort DestinationPort, int Bytes);
