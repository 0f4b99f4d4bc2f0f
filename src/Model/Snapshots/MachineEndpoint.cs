using Ilb.Model.Addressing;

namespace Ilb.Model.Snapshots;

/// <summary>One endpoint as its machine sees it. Ports are 1 to 65535; ProbePort is null without a probe.</summary>
public sealed record MachineEndpoint(string Name, Protocol Protocol, ushort LocalPort, ushort? ProbePort, string? ProbePath);
