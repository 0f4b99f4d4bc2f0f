namespace Ilb.ControlPlane.Status;

/// <summary>A connection in the table of the kernel.</summary>
/// <param name="Network">The backend's: a virtual network, or the cloud service whose own network it is.</param>
/// <param name="Protocol">"tcp" or "udp".</param>
/// <param name="Client">"10.0.1.4:40000", as it is itself.</param>
/// <param name="ClientMachine">"clients/client1"; null for whoever is outside or beyond a gateway.</param>
/// <param name="SeenPort">The client's L4 port as the backend sees it, where another connection had its own there; else null.</param>
/// <param name="Called">"10.0.0.6:100": a VIP, or the backend's own address.</param>
/// <param name="IsDirect">The backend's own address was called.</param>
/// <param name="Set">"MyWebsite1/intwebeplb"; null for a direct one.</param>
/// <param name="Backend">"MyWebsite1/web1".</param>
/// <param name="Server">Where the backend listens, "10.0.0.4:100".</param>
/// <param name="State">Of tcp "syn", "established", "half-closed" or "closed", of udp "unanswered" or "answered".</param>
/// <param name="IdleSeconds">Since its last packet.</param>
/// <param name="IdleTimeoutSeconds">It is forgotten after so long without a packet, in the state that it is in.</param>
/// <param name="AgeSeconds">Since its first packet; null for one that an earlier version opened.</param>
/// <param name="PacketsFromClient">As on a wire, after segmentation.</param>
/// <param name="BytesFromClient">Of IP packets.</param>
/// <param name="PacketsFromServer">As on a wire, after segmentation.</param>
/// <param name="BytesFromServer">Of IP packets.</param>
public sealed record FlowLine(
    string Network,
    string Protocol,
    string Client,
    string? ClientMachine,
    int? SeenPort,
    string Called,
    bool IsDirect,
    string? Set,
    string Backend,
    string Server,
    string State,
    int IdleSeconds,
    int IdleTimeoutSeconds,
    int? AgeSeconds,
    ulong PacketsFromClient,
    ulong BytesFromClient,
    ulong PacketsFromServer,
    ulong BytesFromServer);
