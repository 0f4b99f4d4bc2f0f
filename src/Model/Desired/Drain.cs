namespace Ilb.Model.Desired;

/// <summary>
/// A machine that its operator takes out of its sets, or out of one of them: it gets no new connections, and those it has may end. It
/// is out until the operator takes it in again, whatever becomes of the connections.
/// </summary>
/// <param name="Set">A load-balanced set, or an endpoint that stands alone; null: everything of the machine, also what is yet to come.</param>
/// <param name="Since">When it was taken out; asking again changes the rest.</param>
/// <param name="Deadline">How long connections may take; null: as long as they like.</param>
/// <param name="End">What becomes of connections that are left at the deadline.</param>
/// <param name="Udp">What becomes of UDP flows, which nobody closes.</param>
public sealed record Drain(string? Set, DateTimeOffset Since, DateTimeOffset? Deadline, DrainEnd End, DrainUdp Udp)
{
    public bool Takes(Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return Set is null || Named.Same(Set, endpoint.SetName ?? endpoint.Name);
    }

    /// <summary>When connections that are left are reset; null: never.</summary>
    public DateTimeOffset? CutOff => End == DrainEnd.Reset ? Deadline : null;

    public override string ToString() =>
        $"{Set ?? "everything"} until {(Deadline is { } end ? $"{end:HH:mm:ss}, then {(End == DrainEnd.Reset ? "reset" : "kept")}" : "it is empty")}";
}
