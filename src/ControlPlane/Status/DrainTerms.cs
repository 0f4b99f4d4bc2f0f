using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Status;

/// <summary>What an operator said about a machine that it took out.</summary>
/// <param name="Deadline">Null: its connections may take their time.</param>
/// <param name="AtEnd">"keep" or "reset": what becomes of those that are left at the deadline.</param>
/// <param name="Udp">"keep" or "move".</param>
public sealed record DrainTerms(DateTimeOffset Since, DateTimeOffset? Deadline, string AtEnd, string Udp)
{
    internal static DrainTerms Of(Drain drain) =>
        new(drain.Since, drain.Deadline, drain.End == DrainEnd.Reset ? "reset" : "keep", drain.Udp == DrainUdp.Move ? "move" : "keep");
}
