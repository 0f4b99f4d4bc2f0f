namespace Ilb.MachineContract;

/// <summary>What a machine is told about itself: /run/ilb/endpoints.json inside, replaced atomically.</summary>
public sealed record ToldEndpoints(string Machine, string Address, IReadOnlyList<ToldEndpoint> Endpoints)
{
    public const string FileName = "endpoints.json";
}

/// <summary>One endpoint.</summary>
/// <param name="Protocol">"tcp" or "udp".</param>
/// <param name="LocalPort">1 to 65535.</param>
/// <param name="ProbePort">A TCP port that is probed, or null.</param>
public sealed record ToldEndpoint(string Name, string Protocol, int LocalPort, int? ProbePort, string? ProbePath);
